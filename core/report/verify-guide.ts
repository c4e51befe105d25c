import { OUTSIDE_RECIPE } from './outside-recipe.ts';

/** What a guide has to know of the pack in which it lies. */
export type PackFacts = {
  /** SHA-256 of the keys that signed seals; empty where nobody signed. */
  readonly fingerprints: readonly string[];
  readonly seals: number;
  /** Hour and SHA-256 of the last seal; null where there is none. */
  readonly head: { readonly hour: string; readonly sha256: string } | null;
  /** Sealed objects that lie here, sealed objects that do not, and objects that no seal names. */
  readonly objects: { readonly here: number; readonly leftOut: number; readonly unsealed: number };
  /** By policy and fence: what is inside. */
  readonly allowed: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** ISO 8601 with milliseconds; empty where the period is open. */
  readonly period: { readonly since: string; readonly until: string };
  readonly outside: number;
};

/** VERIFY.md: how to check a pack with openssl, sha256sum, gzip and jq alone. */
export function verifyGuide(facts: PackFacts): string {
  const { outside, seals } = facts;
  return `# Checking this pack without our program

What is needed: \`openssl\`, \`sha256sum\`, \`gzip\`, \`jq\` (1.6 or newer) and a POSIX shell. Nothing is fetched. Run the
blocks in this order in one shell (\`sh\`), in the folder of this file. Each ends the shell with a line that names what
is wrong, or says what holds.

${block(`set -eu
export LC_ALL=C
work=$(mktemp -d)
wrong() { echo "WRONG: $*" >&2; exit 1; }`)}
${seals === 0 ? NO_SEAL : integrity(facts)}
## Which calls ran outside

The Regions (and Local Zones, without their numbers) that each policy allows, by fence:

${block(`cat > "$work/allowed.json" <<'LIST'
${listOf(facts.allowed)}
LIST`)}

They follow from the policies, which are named by their own hashes:

${block(POLICIES)}

The program below puts the records of each call together, finds the Region that they name, and keeps the calls whose
Region is not on the list of their fence and has no waiver. Where no record names a Region it takes over what the line
says of it. A call whose corrections contradict each other is undecided, and is not looked for here. All lines are held
in memory.

${block(`cat > "$work/outside.jq" <<'PROGRAM'
${OUTSIDE_RECIPE}PROGRAM
for file in evidence/v1/*/*/*.jsonl.gz; do
  if [ -e "$file" ]; then gzip -dc "$file" || wrong "$file cannot be unpacked"; fi
done > "$work/lines.jsonl"
jq -nc --slurpfile policies "$work/policies.json" --slurpfile allowed "$work/allowed.json" \\
  --arg since '${facts.period.since}' --arg until '${facts.period.until}' \\
  -f "$work/outside.jq" "$work/lines.jsonl" > "$work/outside.jsonl"
jq -r '"outside: request \\(.[0]), made in \\(.[1]), ran in \\(.[2])"' "$work/outside.jsonl"`)}

The report says ${outside === 1 ? '1 call' : `${outside} calls`}. \`report.json\` lists them, and they must be the same:

${block(`jq -n --slurpfile found "$work/outside.jsonl" --slurpfile report report.json -e '
  [$report[0].findings[] | select(.verdict == "outside")
    | [.requestId // .eventId, .sourceRegion, .inferenceRegion]] | sort == ($found | sort)' > "$work/same" ||
  wrong "the report names other calls"
jq -n --slurpfile found "$work/outside.jsonl" -r '"\\($found | length) calls ran outside, as the report says"'`)}

\`gzip -dc\` shows any line as it is; \`eventId\` finds its record in CloudTrail.
`;
}

const NO_SEAL = `
There is no seal: nothing here is proven to be what it was when it was written.
`;

const POLICIES = `for file in policies/v1/*.json; do
  set -- "$file" $(sha256sum < "$file")
  [ "$1" = "policies/v1/$2.json" ] || wrong "$1 is not what its name says"
  jq -c --arg sha "$2" '{key: $sha, value: .}' "$1"
done > "$work/policies.jsonl"
jq -s 'from_entries' "$work/policies.jsonl" > "$work/policies.json"
jq -e --slurpfile allowed "$work/allowed.json" '
  . as $policies | all($allowed[0] | to_entries[]; $policies[.key] as $policy | .value == (
    reduce $policy.fences[] as $fence ({}; .[$fence.name] = ($fence.regions + ([$policy.zones | to_entries[]
      | select((.value.parent as $parent | $fence.regions | index($parent))
        and (.value.country as $country | $fence.countries | index($country))) | .key] | sort)))))
' "$work/policies.json" > "$work/same" || wrong "the list is not that of the policies"
echo "The list is that of the policies"`;

function integrity({ fingerprints, seals, head, objects }: PackFacts): string {
  return `
## Who signed

${
  fingerprints.length === 0
    ? 'Nobody: the seals are chained by their hashes only. Whoever holds the folder could have made all of it again.'
    : `Each seal is signed (ECDSA P-256, SHA-256) by the key that it names. **Compare the fingerprint with the one that was kept
apart from this evidence** since the key was made: ${fingerprints.map((each) => `\`${each}\``).join(', ')}.

${block(SIGNATURES)}`
}

## The chain of seals

Each seal holds the SHA-256 of the one before. There are ${seals}; the last is that of ${head?.hour}:00Z,
\`${head?.sha256}\`.

${block(`before=null
for seal in seals/v1/*/*.json; do
  [ "$(jq -r '.previous.sha256' "$seal")" = "$before" ] || wrong "$seal does not follow the seal before it"
  jq -e --arg file "$seal" '"seals/v1/date=\\(.hour[:10])/hour=\\(.hour[11:]).json" == $file' "$seal" > "$work/same" ||
    wrong "$seal is of another hour"
  set -- $(sha256sum < "$seal")
  before=$1
done
[ "$before" = ${head?.sha256} ] || wrong "the last seal is not the one that is named here"
echo "The chain of seals holds"`)}

## What was sealed

Every object that a seal names has the bytes that were sealed. Here lie ${objects.here}; left out are ${objects.leftOut}:
\`left-out.json\` names each and says why.

${block(`for seal in seals/v1/*/*.json; do jq -c '.objects[]' "$seal"; done > "$work/sealed.jsonl"
jq -nr --slurpfile out left-out.json '($out[0] | map({key: .key, value: true}) | from_entries) as $out
  | inputs | select($out[.key] | not) | "\\(.sha256)  \\(.key)"' "$work/sealed.jsonl" > "$work/sealed.sha256"
if [ -s "$work/sealed.sha256" ]; then
  sha256sum --check --strict --quiet "$work/sealed.sha256" || wrong "an object is not what was sealed"
fi
echo "Every sealed object here is as it was sealed"`)}

${
  objects.unsealed === 0
    ? 'Nothing lies beside them:'
    : `No seal names ${objects.unsealed} of the objects here, and nothing proves those yet:`
}

${block(`for file in evidence/v1/*/*/* watched/v1/*/* told/v1/*/* closures/v1/* coverage/v1/* policies/v1/* keys/v1/*; do
  if [ -e "$file" ]; then printf '%s\\n' "$file"; fi
done | jq -R . > "$work/here.json"
jq -nr --slurpfile here "$work/here.json" --slurpfile sealed "$work/sealed.jsonl" '
  ($sealed | map({key: .key, value: true}) | from_entries) as $names
  | $here[] | select($names[.] | not) | "not sealed: \\(.)"' > "$work/unsealed"
cat "$work/unsealed"
[ "$(jq -Rn '[inputs] | length' "$work/unsealed")" = ${objects.unsealed} ] || wrong "something lies beside what was sealed"`)}
`;
}

const SIGNATURES = `for key in keys/v1/*.pem; do
  set -- "$key" $(openssl pkey -pubin -in "$key" -outform DER | sha256sum)
  [ "$1" = "keys/v1/$2.pem" ] || wrong "$1 is not the key that its name says"
done
for seal in seals/v1/*/*.json; do
  signer=$(jq -r '.signer.fingerprint' "$seal")
  openssl dgst -sha256 -verify "keys/v1/$signer.pem" -signature "$(dirname "$seal")/$(basename "$seal" .json).sig" \\
    "$seal" > "$work/openssl" || wrong "$seal is not signed by $signer"
  printf '%s\\n' "$signer"
done > "$work/signers"
jq -Rnr '[inputs] | group_by(.)[] | "\\(length) seals are signed by \\(.[0])"' "$work/signers"`;

/** JSON with a line for each fence. */
function listOf(allowed: PackFacts['allowed']): string {
  const policies = Object.entries(allowed).map(([sha256, fences]) => {
    const lines = Object.entries(fences).map(
      ([name, places]) => `    ${JSON.stringify(name)}: ${JSON.stringify(places)}`,
    );
    return `  ${JSON.stringify(sha256)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${policies.join(',\n')}\n}`;
}

function block(text: string): string {
  return `\`\`\`sh\n${text}\n\`\`\``;
}
