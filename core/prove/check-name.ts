import { coverageKeyOf } from '../coverage/coverage-key.ts';
import { readCoverage } from '../coverage/read-coverage.ts';
import { fieldOf } from '../judge/json-fields.ts';
import { sha256Hex } from '../policy/canonical-json.ts';
import { readPublicKey } from './check-signature.ts';
import { hourInKey } from './clock-hour.ts';
import { closureKeyOf, readClosure } from './closure.ts';

/** Why an object cannot be what its key says; null where it can. Keys are made of what they name. */
export function checkName(key: string, bytes: Uint8Array): string | null {
  const [folder] = key.split('/');
  const name = key.slice(key.lastIndexOf('/') + 1);
  switch (folder) {
    case 'evidence':
    case 'quarantine':
      if (hourInKey(key) === null) return 'its name holds no hour';
      return name.endsWith(`${sha256Hex(bytes)}.jsonl.gz`) ? null : 'its name is not its hash';
    case 'policies':
      return name === `${sha256Hex(bytes)}.json` ? null : 'its name is not its hash';
    case 'keys': {
      const key = readPublicKey(bytes);
      if (key.kind === 'bad') return key.problem;
      return name === `${key.fingerprint}.pem` ? null : 'its name is not its fingerprint';
    }
    case 'closures': {
      const closure = readClosure(bytes);
      if (closure === null) return 'it is no closure';
      return key === closureKeyOf(closure.id) ? null : 'its name is not its id';
    }
    case 'coverage': {
      const coverage = readCoverage(bytes);
      if (coverage === null) return 'it is no coverage';
      return key === coverageKeyOf(Date.parse(coverage.asOf)) ? null : 'its name is not its day';
    }
    case 'told':
      return isToldMarker(key, bytes) ? null : 'it is not the marker that its name says';
    default:
      return null;
  }
}

function isToldMarker(key: string, bytes: Uint8Array): boolean {
  try {
    const marker: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const [id, hour] = [fieldOf(marker, 'id'), fieldOf(marker, 'hour')];
    return key === `told/v1/date=${String(hour).slice(0, 10)}/${String(id)}.json`;
  } catch {
    return false;
  }
}
