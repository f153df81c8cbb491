// Values that a schema takes, or almost: what no JSON schema says (refinements, transforms) is left to chance.

import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'

type Schema = z.core.JSONSchema.BaseSchema

/** By the name of a field: values that name something that is there, which chance alone never would. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** Of what a client may send. */
export const arbitraryOf = (schema: z.ZodType, known: Known = {}): Arbitrary<unknown> =>
  valueFor(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, known)

function valueFor(schema: Schema | boolean | undefined, named: Known): Arbitrary<unknown> {
  if (schema === undefined || typeof schema === 'boolean') return fc.jsonValue({ maxDepth: 2 })
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...(choices as Schema[]).map((each) => valueFor(each, named)))
  if (schema.allOf !== undefined)
    return valueFor(Object.assign({}, schema, ...schema.allOf, { allOf: undefined }), named)
  switch (schema.type) {
    case 'object':
      return objectOf(schema, named)
    case 'array':
      return fc.array(valueFor(schema.items as Schema, named), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, 4)),
      })
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: least(schema, -(2 ** 31)), max: most(schema, 2 ** 31 - 1) })
    case 'number':
      return fc.double({ min: least(schema, -1e6), max: most(schema, 1e6), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const within31 = (value: number) => Math.min(Math.max(value, -(2 ** 31)), 2 ** 31 - 1)
const least = ({ minimum, exclusiveMinimum }: Schema, otherwise: number) =>
  within31(minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : otherwise))
const most = ({ maximum, exclusiveMaximum }: Schema, otherwise: number) =>
  within31(maximum ?? (typeof exclusiveMaximum === 'number' ? exclusiveMaximum - 1 : otherwise))

function objectOf(
  { properties = {}, required = [], additionalProperties, propertyNames }: Schema,
  named: Known,
) {
  const parts = Object.entries(properties)
  if (parts.length === 0 && additionalProperties !== false)
    return fc.dictionary(
      propertyNames === undefined
        ? fc.string({ maxLength: 8 })
        : (valueFor(propertyNames as Schema, named) as Arbitrary<string>),
      valueFor(additionalProperties as Schema, named),
      { maxKeys: 3, noNullPrototype: true },
    )
  const fields = parts.map(([name, inner]) => {
    const there = Object.hasOwn(named, name) ? named[name] : undefined
    const any = valueFor(inner as Schema, named)
    const value =
      there === undefined
        ? any
        : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: any })
    return [name, value] as const
  })
  const model: Record<string, Arbitrary<unknown>> = Object.fromEntries(fields)
  return fc.record(model, { requiredKeys: [...required], noNullPrototype: true })
}

const word = fc.stringMatching(/^[a-z]{3,12}$/)

function textOf({ format, pattern, minLength = 0, maxLength = 60 }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'date-time') return instants
  if (format === 'date') return instants.map((text) => text.slice(0, 10))
  if (format === 'email') return word.map((name) => `${name}@example.test`)
  if (pattern !== undefined) return matching(pattern)
  return fc.oneof(
    fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) }),
    word.map((text) => text.padEnd(minLength, 'x').slice(0, maxLength)),
    word.map((text) => `${text}@${text}.test`.slice(0, Math.max(maxLength, minLength))),
  )
}

/** By pattern: all letters of Unicode are gone through for each. */
const byPattern = new Map<string, Arbitrary<string>>()

function matching(pattern: string): Arbitrary<string> {
  const made = byPattern.get(pattern) ?? madeFor(new RegExp(pattern, 'u'))
  byPattern.set(pattern, made)
  return made
}

/** Some patterns fast-check cannot read: a plain word must do there. */
function madeFor(pattern: RegExp): Arbitrary<string> {
  try {
    const exact = fc.stringMatching(pattern)
    fc.sample(exact, 1)
    return exact
  } catch {
    return word
  }
}

const instants = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString())
