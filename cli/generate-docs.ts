// Writes the reference pages that come from the code: every setting of the spec, every event of the log. A test compares
// what stands in docs/ with what this gives.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { specSchema } from '#stack/spec/spec.ts'

const root = join(import.meta.dirname, '..')

const node = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get properties() {
    return z.record(z.string(), node).optional()
  },
  get items() {
    return node.optional()
  },
  required: z.array(z.string()).optional(),
})
type Node = z.infer<typeof node>

/** `docs/spec.md`: one line a setting, in the order of the schema. */
export function specReference(): string {
  const schema = node.parse(z.toJSONSchema(specSchema, { io: 'input' }))
  return [
    '# The spec',
    '',
    'One YAML file describes an installation. A key that is not in this table stops the start, with file and line.',
    '`./vaguemestre plan --config FILE` shows what a change would do. This page is generated: `npm run docs`.',
    '',
    '| Setting | Kind | Default | Meaning |',
    '|---|---|---|---|',
    ...settings(schema, '').map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n')
}

function settings(parent: Node, prefix: string): readonly (readonly string[])[] {
  return Object.entries(parent.properties ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}${key}`
    const required = parent.required?.includes(key) === true ? '(required)' : showDefault(child)
    const row = [`\`${path}\``, kind(child), required, child.description ?? '']
    const below =
      child.items?.properties === undefined
        ? settings(child, `${path}.`)
        : settings(child.items, `${path}[].`)
    return [row, ...below]
  })
}

const showDefault = ({ default: value }: Node): string =>
  value === undefined || JSON.stringify(value) === '{}' ? '' : `\`${JSON.stringify(value)}\``

function kind({ type, enum: values, minimum, maximum, items }: Node): string {
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(', ')
  if (type === 'array') return `list of ${items === undefined ? 'values' : kind(items)}`
  if (minimum !== undefined && maximum !== undefined) return `${String(type)}, ${minimum} to ${maximum}`
  return type === 'object' ? 'section' : String(type ?? 'text')
}

/** `docs/events.md`: the union of core/event.ts, with the sentence above each member. */
export function eventReference(): string {
  const source = readFileSync(join(root, 'core/event.ts'), 'utf8')
  const members = source.matchAll(/\/\*\* (?<text>[^*]*(?:\*(?!\/)[^*]*)*) \*\/\s*\| \{(?<fields>[^}]*)\}/g)
  const rows = [...members].map(({ groups }) => {
    const fields = [...(groups?.fields ?? '').matchAll(/readonly (\w+)\??: ([^\n;]+)/g)]
    const name =
      fields
        .find(([, field]) => field === 'event')?.[2]
        ?.replaceAll("'", '')
        .trim() ?? ''
    const others = fields.filter(([, field]) => field !== 'event').map(([, field]) => `\`${field}\``)
    return `| \`${name}\` | ${(groups?.text ?? '').replace(/\s*\n\s*\* ?/g, ' ').trim()} | ${others.join(', ')} |`
  })
  return [
    '# Events of the log',
    '',
    'Each line is one JSON object with `time`, `level`, `process` and `event`. No event has a field for a subject, a body, a',
    'password or a token. This page is generated: `npm run docs`.',
    '',
    '| Event | Meaning | Fields |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

if (import.meta.main) {
  writeFileSync(join(root, 'docs/spec.md'), specReference())
  writeFileSync(join(root, 'docs/events.md'), eventReference())
}
