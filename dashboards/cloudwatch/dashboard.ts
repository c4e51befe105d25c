import type { Place } from '../../core/watch/name-of.ts';

/** What a dashboard of this deployment has to know. */
export type DashboardInput = {
  /** Prefix, and the home Region. */
  readonly place: Place;
  /** May be a placeholder that CloudFormation fills in. */
  readonly account: string;
  readonly partition: string;
  /** Whether a whole organization is watched. */
  readonly isOrganization: boolean;
  readonly sourceRegions: readonly string[];
  /** Null where nobody said where people read it. */
  readonly runbookUrl: string | null;
};

/** The body of a CloudWatch dashboard (CloudWatch API, dashboard body structure, read 2026-11-24). */
export type DashboardBody = {
  readonly start: string;
  readonly periodOverride: 'auto' | 'inherit';
  readonly variables?: readonly Variable[];
  readonly widgets: readonly Widget[];
};

export type Widget = {
  readonly type: 'text' | 'metric' | 'alarm' | 'log';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** A choice at the top of a dashboard. */
export type Variable = {
  readonly type: 'pattern';
  /** The text in the body that the chosen value replaces. */
  readonly pattern: string;
  readonly inputType: 'select';
  readonly id: string;
  readonly label: string;
  readonly defaultValue: string;
  readonly visible: boolean;
  readonly values: readonly { readonly label: string; readonly value: string }[];
};

/** A widget before it has a place. */
export type Tile = Omit<Widget, 'x' | 'y'>;

/** CloudWatch's grid has 24 columns. */
const COLUMNS = 24;

/** Puts rows of tiles below each other; a row is as high as its highest tile. */
export function layOut(rows: readonly (readonly Tile[])[]): readonly Widget[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const placed = row.map((tile) => {
      const widget = { ...tile, x, y };
      x += tile.width;
      return widget;
    });
    if (x > COLUMNS) throw new RangeError(`a row of ${x} columns: there are ${COLUMNS}`);
    y += Math.max(...row.map(({ height }) => height));
    return placed;
  });
}
