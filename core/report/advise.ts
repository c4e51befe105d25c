import { catalog } from '../catalog/known.ts';
import { cityOf } from '../catalog/place.ts';
import type { Finding, ReportPolicy } from './audit-report.ts';

type Advised = Pick<Finding, 'fence' | 'modelId' | 'sourceRegion' | 'inferenceRegion' | 'verdict'>;

/** Whatever knows the Regions of the fences. */
type Fenced = {
  readonly policy: {
    readonly fences: readonly Pick<ReportPolicy['fences'][number], 'name' | 'regions'>[];
  };
};

/** What to do about a finding, in one or two short sentences. Nothing that the catalog does not know. */
export function advise(finding: Advised, { policy }: Fenced): string {
  const allowed = policy.fences.find(({ name }) => name === finding.fence)?.regions ?? [];
  if (finding.fence === null) return 'No fence holds this call. Add one, or widen a scope.';
  const { modelId } = finding;
  if (modelId === null) return 'Its call is not in these logs. Audit the folder that holds it too.';
  if (/:application-inference-profile\//.test(modelId)) {
    return 'The profile hides its Regions. Name it in the catalog of the policy.';
  }
  const id = modelId.replace(/^arn:[^/]*\//, '');
  const profile = catalog.profiles.find((each) => each.id === id);
  if (profile === undefined) return adviseWithoutProfile(finding, allowed);
  if (profile.type === 'global') {
    const safe = safeProfile(profile.modelId, finding.sourceRegion, allowed);
    const use = safe === null ? 'Call the model in a Region of the fence.' : `Use ${safe}.`;
    return `global.* may run anywhere. ${use}`;
  }
  const { routes } = profile;
  const to = Object.hasOwn(routes, finding.sourceRegion) ? routes[finding.sourceRegion] : [];
  const left = (to ?? []).filter((code) => !allowed.includes(code));
  const better = Object.entries(routes).find(([source, to]) =>
    [source, ...to].every((code) => allowed.includes(code)),
  )?.[0];
  const from = `${profile.prefix}.* called from ${cityOf(finding.sourceRegion)}`;
  const move = better === undefined ? 'No source Region keeps it inside.' : `Call from ${better}.`;
  return left.length === 0
    ? `${from} stays inside: look at this record.`
    : `${from} may run in ${left.map(cityOf).join(', ')}. ${move}`;
}

function adviseWithoutProfile(
  { inferenceRegion, verdict }: Advised,
  allowed: readonly string[],
): string {
  if (verdict === 'undecided') return 'Look at the record: geofence cannot tell where it ran.';
  const first = allowed.slice(0, 3).join(', ');
  const where = inferenceRegion === null ? '' : ` It ran in ${cityOf(inferenceRegion)}.`;
  return `Call it in a Region of the fence: ${first}.${where}`;
}

/** A geographic profile of the same model that stays inside from that source. */
function safeProfile(modelId: string, source: string, allowed: readonly string[]): string | null {
  const safe = catalog.profiles.find(
    (each) =>
      each.modelId === modelId &&
      each.status === 'active' &&
      each.type === 'geographic' &&
      Object.hasOwn(each.routes, source) &&
      [source, ...(each.routes[source] ?? [])].every((code) => allowed.includes(code)),
  );
  return safe?.id ?? null;
}
