import { matchesGlob } from '../prevent/matches-glob.ts';
import type { Scp, Statement } from '../prevent/scp.ts';

const KEY = 'aws:principalarn';

/**
 * Roles that AWS's own landing zone and StackSets assume in every account, and nobody else: an exemption of
 * these alone does not make a Region callable (landing zone and OU control `CT.MULTISERVICE.PV.1`,
 * StackSets with service-managed permissions; read 2026-11-25).
 */
const LANDING_ZONE =
  /^arn:[^:]*:iam::[^:]*:role\/(?:AWSControlTowerExecution|aws-controltower-[^/]*|stacksets-exec-[^/]*)$/;

/** Everybody but the roles of a landing zone: the policy as the luckiest of them meets it. */
export function asTheLuckiestMeetIt({ name, statements }: Scp): Scp {
  return {
    name,
    statements: statements.flatMap((statement) => {
      const { conditions } = statement;
      if (statement.effect === 'Allow') {
        const free = hasVariable(statement);
        const without = conditions.filter(({ key }) => key !== KEY);
        return { ...statement, conditions: free ? [] : without, ...(free ? ANYTHING : {}) };
      }
      const others = conditions.filter((each) => !sparesLandingZoneAlone(each));
      const depends = others.some(({ key }) => key === KEY) || hasVariable(statement);
      return depends ? [] : statement;
    }),
  };
}

/** Patterns of principals that a policy names in its conditions, without those of a landing zone. */
export function principalsNamedBy(scps: readonly Scp[]): readonly string[] {
  const values = scps
    .flatMap(({ statements }) => statements)
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key === KEY)
    .flatMap((condition) => condition.values);
  return [...new Set(values)].filter((value) => !LANDING_ZONE.test(value)).sort();
}

/** The roles of a landing zone that a statement spares, as it names them. */
export function sparedRoles({ conditions }: Statement): readonly string[] {
  return conditions.filter(sparesLandingZoneAlone).flatMap(({ values }) => values);
}

/** A principal of an account that a pattern names; null where it names none of that account. */
export function exampleOf(pattern: string, accountId: string): string | null {
  const parts = pattern === '*' ? ['arn', 'aws', 'iam', '', '*', 'role/any'] : pattern.split(':');
  const [arn, partition = '', service = '', , account = '', ...rest] = parts;
  const isIts = matchesGlob(account, accountId) && matchesGlob(service, 'iam');
  if (arn !== 'arn' || !isIts || rest.length === 0) return null;
  const whole = partition.includes('*') ? 'aws' : partition;
  const resource = rest.join(':').replaceAll('*', 'any').replaceAll('?', 'x');
  return `arn:${whole}:iam::${accountId}:${resource}`;
}

const ANYTHING = { resources: { kind: 'among', patterns: ['*'] } } as const;

/** "Not like these roles", all of which are those of a landing zone. */
function sparesLandingZoneAlone({ key, operator, values }: Statement['conditions'][number]) {
  return key === KEY && operator.includes('Not') && values.every((each) => LANDING_ZONE.test(each));
}

function hasVariable({ resources, conditions }: Statement): boolean {
  return [...resources.patterns, ...conditions.flatMap(({ values }) => values)].some((text) =>
    text.toLowerCase().includes(`{${KEY}}`),
  );
}
