import { type SimulateOptions, simulate } from '../../cli/simulate.ts';
import { aTerminal } from './audit-files.ts';

/** What `geofence simulate` says of one call. */
export async function simulated(
  scps: readonly string[],
  call: string,
  over: Partial<SimulateOptions> = {},
) {
  const { terminal, out, err } = aTerminal();
  const shared = { iam: [], account: '123456789101', action: 'bedrock:InvokeModel' };
  const options = { scp: scps, call: [call], format: 'text', ...shared, ...over } as const;
  return { exit: await simulate(options, terminal), out: out(), err: err() };
}
