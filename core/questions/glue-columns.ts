import * as v from 'valibot';

/** A column as the Glue catalog has it. Names are in lower case: that is how Athena compares them. */
export type GlueColumn = {
  readonly name: string;
  /** A type of Hive: `string`, `bigint`, `array<string>`, `struct<region:string>`. */
  readonly type: string;
  readonly comment: string;
};

/** Types of fields that a schema leaves open, by the name of the field. */
type Open = Readonly<Record<string, v.GenericSchema>>;

/** What is looked at of a schema: valibot keeps it in the open. */
type Shape = {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly options?: readonly Shape[];
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly literal?: unknown;
};

/**
 * The columns of a table whose lines have a schema: one for each field, with the field's description. Of
 * a choice between objects every field of each is one. A field that nothing describes throws.
 */
export function glueColumns(schema: v.GenericSchema, open: Open = {}): readonly GlueColumn[] {
  return [...fieldsOf(shapeOf(schema))].map(([field, shape]) => {
    const type = open[field];
    const comment = descriptionOf(shape);
    if (comment === null) throw new RangeError(`nothing describes the field ${field}`);
    return {
      name: field.toLowerCase(),
      type: typeOf(type === undefined ? shape : shapeOf(type), field),
      comment,
    };
  });
}

function fieldsOf(shape: Shape): ReadonlyMap<string, Shape> {
  const objects = shape.options ?? [shape];
  const fields = new Map<string, Shape>();
  for (const [field, each] of objects.flatMap(({ entries = {} }) => Object.entries(entries))) {
    const known = fields.get(field);
    if (known === undefined || descriptionOf(known) === null) fields.set(field, each);
  }
  return fields;
}

function descriptionOf(shape: Shape): string | null {
  const own = v.getDescription(shape as unknown as v.GenericSchema);
  if (own !== undefined) return own;
  return shape.wrapped === undefined ? null : descriptionOf(shape.wrapped);
}

function typeOf(shape: Shape, field: string): string {
  switch (shape.type) {
    case 'string':
    case 'picklist':
      return 'string';
    case 'literal':
      return typeof shape.literal === 'boolean' ? 'boolean' : 'string';
    case 'boolean':
      return 'boolean';
    case 'number':
      return 'bigint';
    case 'array':
      return `array<${typeOf(inner(shape.item, field), field)}>`;
    case 'optional':
    case 'nullable':
      return typeOf(inner(shape.wrapped, field), field);
    case 'object':
    case 'strict_object':
    case 'variant':
      return `struct<${[...fieldsOf(shape)]
        .map(([name, each]) => `${name.toLowerCase()}:${typeOf(each, name)}`)
        .join(',')}>`;
    default:
      throw new RangeError(`no type of Hive for the field ${field}: ${shape.type}`);
  }
}

function inner(shape: Shape | undefined, field: string): Shape {
  if (shape === undefined) throw new RangeError(`the schema of the field ${field} is not whole`);
  return shape;
}

function shapeOf(schema: v.GenericSchema): Shape {
  return schema as unknown as Shape;
}
