import { CALLER } from './callers.ts';
import type { CallInFile, Day } from './day.ts';
import { MODEL } from './models.ts';
import type { Truth } from './truth.ts';

const ZURICH = 'eu-central-2';

const PILOT: CallInFile = {
  caller: CALLER.swissPilot,
  client: 'go',
  eventName: 'Converse',
  model: MODEL.sonnet,
};

const waived = (basis: 'assumed-source' | 'completion', why: string): Truth => ({
  verdict: 'waived',
  basis,
  ranIn: ZURICH,
  why,
});

const outside = (basis: 'assumed-source' | 'completion', why: string): Truth => ({
  verdict: 'outside',
  basis,
  ranIn: ZURICH,
  exposed: true,
  why,
});

/** The Swiss pilot: waiver W-7 holds until 12:00:00Z of this day, the last instant included. */
export function writeZurich(day: Day): void {
  for (let i = 0; i < 7; i += 1) {
    day.call(
      'morningZurich',
      PILOT,
      waived(
        'assumed-source',
        'Assumed in Zurich before noon: waiver W-7; and it covers the exposure.',
      ),
    );
  }
  day.stream(
    'morningZurich',
    { ...PILOT, at: '10:44:19', eventName: 'ConverseStream' },
    { ranIn: ZURICH, tokens: [911, 402] },
    waived('completion', 'The completion names Zurich before noon: waiver W-7.'),
  );
  for (const at of ['09:48:30', '10:12:05', '11:02:41']) {
    day.call(
      'morningZurich',
      { ...PILOT, at, ranIn: 'eu-west-3', tokens: [1204, 388] },
      {
        verdict: 'inside',
        basis: 'reported',
        ranIn: 'eu-west-3',
        why: 'Called in Zurich before noon, ran in Paris: the waiver covers the exposure.',
      },
    );
  }
  day.call(
    'noonZurich',
    { ...PILOT, at: '12:00:00' },
    {
      ...waived('assumed-source', 'The last instant of a waiver belongs to it.'),
    },
  );
  day.call(
    'noonZurich',
    { ...PILOT, at: '12:00:01' },
    {
      ...outside('assumed-source', 'One second after the end of the waiver.'),
    },
  );
  day.stream(
    'noonZurich',
    { ...PILOT, at: '11:59:58', eventName: 'ConverseStream' },
    { at: '12:00:04', ranIn: ZURICH, tokens: [1530, 655], entries: 'list' },
    outside(
      'completion',
      'Called before the end of the waiver; the record that names Zurich came after it.',
    ),
  );
  for (const at of ['12:03:17', '12:05:49']) {
    day.call(
      'noonZurich',
      { ...PILOT, at, ranIn: 'eu-west-3', tokens: [870, 241] },
      {
        verdict: 'inside',
        basis: 'reported',
        ranIn: 'eu-west-3',
        exposed: true,
        why: 'Called in Zurich after noon, ran in Paris: inside, and exposed to Zurich.',
      },
    );
  }
}
