import { catalog } from '../core/catalog/known.ts';
import type { Hub } from '../core/export/asff.ts';

/** Reads `--hub 111122223333/eu-central-1`: the account and Region whose Security Hub is meant. */
export function readHub(text: string | undefined): Hub | string {
  const [account = '', code = '', ...rest] = (text ?? '').split('/');
  const region = catalog.regions.find((each) => each.code === code);
  if (/^\d{12}$/.test(account) && region !== undefined && rest.length === 0) {
    return { account, region: code, partition: region.partition };
  }
  const found = text === undefined ? 'It was not given.' : `Found ${JSON.stringify(text)}.`;
  return `--format asff needs --hub <account>/<Region>, whose Security Hub takes the findings: it takes those of its own account alone. ${found} For example --hub 111122223333/eu-central-1.`;
}
