/** One view of a map: everything in pixels of a picture of that size. */
export type MapOutlines = {
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Countries without a Region, as SVG path data. */
  readonly land: string;
  /** Countries with a Region, by ISO 3166-1 alpha-2. */
  readonly countries: Readonly<Record<string, string>>;
  /** Where Regions and Local Zones (`us-east-1-bue`) are; those outside the view are missing. */
  readonly spots: Readonly<Record<string, readonly [x: number, y: number]>>;
};
