import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spokeTemplate } from './spoke-template.ts';

/**
 * For those who roll out with Terraform or Control Tower: the same spoke, as a file, with one line for
 * each resource, so that a comparison shows which of them changed.
 */
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
const template = JSON.parse(spokeTemplate({ prefix: context.prefix }, context));
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, 'spoke.template.json'), `{${lines(template, section)}\n}\n`);

function section(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `{${lines(value, JSON.stringify)}\n}`
    : JSON.stringify(value);
}

function lines(object: object, write: (value: unknown) => string): string {
  const entries = Object.entries(object).map(([key, value]) => `\n"${key}": ${write(value)}`);
  return entries.join(',');
}
