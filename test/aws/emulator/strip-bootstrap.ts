import type { Template } from './template.ts';

type Stripped = { readonly template: Template; readonly notes: readonly string[] };

const PARAMETER = 'BootstrapVersion';
const RULE = 'CheckBootstrapVersion';

/** Takes out CDK's question whether the account is bootstrapped: nothing here is deployed by CDK. */
export function stripBootstrap(template: Template): Stripped {
  const { [PARAMETER]: parameter, ...Parameters } = template.Parameters ?? {};
  const { [RULE]: rule, ...Rules } = template.Rules ?? {};
  const notes = [
    ...(parameter === undefined ? [] : [`stripped parameter ${PARAMETER}`]),
    ...(rule === undefined ? [] : [`stripped rule ${RULE}`]),
  ];
  return { template: { ...template, Parameters, Rules }, notes };
}
