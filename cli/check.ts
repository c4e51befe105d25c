import { type CheckedRoute, checkAll, checkModel } from '../core/prevent/check-model.ts';
import { checkText } from './check-text.ts';
import { chooseFence } from './choose-fence.ts';
import { loadPolicy } from './load-policy.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';
import { refuseUnknownRegions } from './unknown-regions.ts';

export type CheckOptions = {
  readonly policy?: string;
  readonly allow: readonly string[];
  readonly from?: string;
  readonly fence?: string;
  readonly all?: boolean;
  readonly format: 'text' | 'json';
};

/** `geofence check <profile or model>`: where its calls may run, and what to call instead. */
export async function check(
  model: string | undefined,
  options: CheckOptions,
  terminal: Terminal,
): Promise<Exit> {
  const loaded = await loadPolicy(options.policy, options.allow);
  if (loaded.kind === 'unusable') return fail(terminal, loaded.message);
  const policy = loaded.resolved;
  const fence = chooseFence(options.fence, policy);
  if (typeof fence === 'string') return fail(terminal, fence);
  if ((model === undefined) === (options.all !== true)) {
    return fail(terminal, 'name a profile or model, or give --all for every profile.');
  }
  const unknown = refuseUnknownRegions('--from', [options.from ?? []].flat(), policy);
  if (unknown !== null) return fail(terminal, unknown);
  const routes =
    model === undefined
      ? checkAll(fence, policy).filter(
          ({ sourceRegion }) => !options.from || sourceRegion === options.from,
        )
      : checkModel(model, options.from ?? null, fence, policy);
  terminal.out(
    options.format === 'json'
      ? `${JSON.stringify({ fence: fence.name, policy: loaded.sha256, routes }, null, 2)}\n`
      : checkText(routes, fence, terminal.paint),
  );
  return exitOf(routes);
}

function exitOf(routes: readonly CheckedRoute[]): Exit {
  if (routes.length === 0 || routes.some(({ outcome }) => outcome === 'unknown'))
    return EXIT.failed;
  return routes.some(({ outcome }) => outcome === 'leaves') ? EXIT.found : EXIT.clean;
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence check: ${problem}\n`);
  return EXIT.failed;
}
