import { describe, expect, it } from 'vitest';
import { closest } from '../../../core/catalog/closest.ts';
import { cityOf } from '../../../core/catalog/place.ts';

describe('cityOf', () => {
  it.each([
    ['eu-central-1', 'Frankfurt'],
    ['eu-west-1', 'Ireland'],
    ['eu-south-2', 'Spain'],
    ['us-east-1', 'N. Virginia'],
    ['us-gov-west-1', 'GovCloud US-West'],
    ['ca-central-1', 'Canada Central'],
    ['mx-central-1', 'Mexico Central'],
    ['ca-west-1', 'Calgary'],
    ['us-iso-east-1', 'US ISO East'],
    ['eu-central-1-waw-1a', 'Warsaw'],
    ['us-east-1-bue-1a', 'Buenos Aires'],
    ['xx-west-9', 'xx-west-9'],
    ['__proto__', '__proto__'],
  ])('%s is %s', (code, city) => expect(cityOf(code)).toBe(city));
});

describe('closest', () => {
  it.each([
    ['eu-centrl-1', ['eu-central-1', 'eu-central-2', 'ca-central-1'], 'eu-central-1'],
    ['EU', ['us', 'eu', 'uk'], 'eu'],
    ['geographie', ['accounts', 'geography'], 'geography'],
  ])('%s', (found, known, first) => expect(closest(found, known)[0]).toBe(first));

  it('gives at most three, and none that has nothing in common', () => {
    expect(
      closest('eu-west-9', ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1']),
    ).toHaveLength(3);
    expect(closest('zzzzzzzzzzzz', ['eu', 'us'])).toEqual([]);
  });
});
