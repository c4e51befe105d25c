/** A name as a Sid takes it, letters and digits alone: "eu-central-1" is "EuCentral1". */
export function pascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
}
