import { fieldOf, textOf } from './json-fields.ts';

/** Which Bedrock endpoint a call was sent to, as far as its host name tells. */
export type Endpoint = 'inference' | 'control-plane' | 'elsewhere';

/**
 * Reads `tlsDetails.clientProvidedHostHeader`. A leading `vpce-...` label belongs to an interface
 * endpoint, and `-fips` is the same service.
 */
export function readEndpoint(record: unknown): Endpoint {
  const header = textOf(fieldOf(fieldOf(record, 'tlsDetails'), 'clientProvidedHostHeader'));
  if (header === null) return 'elsewhere';
  const host = header.toLowerCase().replace(/^vpce-[^.]*\./, '');
  if (host.startsWith('bedrock-runtime') || host.startsWith('bedrock-mantle')) return 'inference';
  return /^bedrock(?:-agent)?(?:-fips)?\./.test(host) ? 'control-plane' : 'elsewhere';
}
