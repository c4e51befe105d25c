import { parseModel } from '../core/judge/parse-model.ts';
import { makeRolePolicy } from '../core/prevent/make-role-policy.ts';
import { chooseFence } from './choose-fence.ts';
import { describeFaults } from './describe-faults.ts';
import { safe, WIDTH, wrap } from './layout.ts';
import { loadPolicy } from './load-policy.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';
import { unknownModels } from './unknown-models.ts';
import { refuseUnknownRegions } from './unknown-regions.ts';

export type IamOptions = {
  readonly model: readonly string[];
  readonly all?: boolean;
  readonly dataAutomation?: boolean;
  readonly guardrails?: boolean;
  /** Source Regions. */
  readonly from: readonly string[];
  readonly account: string;
  readonly fence?: string;
  readonly policy?: string;
  readonly allow: readonly string[];
};

/** Characters of a managed policy without white space (IAM quotas, read 2026-11-25). */
const MOST_MANAGED = 6_144;

/** `geofence iam`: the policy of a role that calls profiles and models inside a fence, and no more. */
export async function iam(options: IamOptions, terminal: Terminal): Promise<Exit> {
  const loaded = await loadPolicy(options.policy, options.allow);
  if (loaded.kind === 'unusable') return fail(terminal, loaded.message);
  const policy = loaded.resolved;
  const fence = chooseFence(options.fence, policy);
  if (typeof fence === 'string') return fail(terminal, fence);
  const { model, all = false, from: sources, account } = options;
  const services = [
    ...(options.dataAutomation === true ? (['data-automation'] as const) : []),
    ...(options.guardrails === true ? (['guardrail'] as const) : []),
  ];
  const problems = [
    ...unknownModels(model, policy),
    ...[refuseUnknownRegions('--from', sources, policy) ?? []].flat(),
    ...(model.length > 0 && all ? ['--model and --all were both given.\n  Fix: give one.'] : []),
    ...(model.length === 0 && !all && services.length === 0
      ? ['what may the role call?\n  Fix: give --model, --all, --data-automation or --guardrails.']
      : []),
    ...(account === '*' || /^\d{12}$/.test(account)
      ? []
      : [`--account ${safe(account)}: an account has twelve digits.`]),
    ...model
      .filter((id) => id.startsWith('arn:') && account !== '*' && id.split(':')[4] !== account)
      .map((id) => `${safe(id)} is of another account than --account ${safe(account)}.`),
  ];
  if (problems.length > 0) return fail(terminal, problems.join('\n'));

  const isBase = (id: string) => parseModel(id, policy).kind === 'base';
  const made = makeRolePolicy(fence, policy, {
    ...{ all, sources, account, services },
    models: model.filter(isBase),
    profiles: model.filter((id) => !isBase(id)),
  });
  if (made.kind === 'faults') return fail(terminal, describeFaults(made.faults));
  const [text = ''] = made.texts;
  const talk = `For a role in ${account === '*' ? 'any account' : account}: fence "${safe(fence.name)}". ${made.simulated} calls simulated, as they should be. ${text.length} characters.`;
  const size =
    text.length > MOST_MANAGED
      ? ` A managed policy takes ${MOST_MANAGED}: put it inline into the role, or choose source Regions with --from.`
      : '';
  terminal.err(`${wrap(`${talk}${size}`, WIDTH).join('\n')}\n`);
  terminal.out(`${text}\n`);
  return EXIT.clean;
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence iam: ${problem}\n`);
  return EXIT.failed;
}
