import type { Template } from './template.ts';

/** Fills in what conditions ask of the place: in them, the emulator knows only parameters. */
export function fillConditions(template: Template, account: string): Template {
  const conditions = JSON.stringify(template.Conditions ?? {})
    .replaceAll('{"Ref":"AWS::AccountId"}', JSON.stringify(account))
    .replaceAll('{"Ref":"AWS::Partition"}', '"aws"');
  return { ...template, Conditions: JSON.parse(conditions) };
}
