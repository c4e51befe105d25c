/** A list of numbers that costs eight bytes each. */
export function createNumbers() {
  let numbers = new Float64Array(1024);
  let length = 0;
  return {
    push(number: number): void {
      if (length === numbers.length) {
        const larger = new Float64Array(2 * length);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[length] = number;
      length += 1;
    },
    at: (index: number): number => numbers[index] ?? Number.NaN,
    length: () => length,
    /** A sorted copy. */
    sorted: (): Float64Array => numbers.slice(0, length).sort(),
  };
}
