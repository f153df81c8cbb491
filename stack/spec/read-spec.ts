// From YAML text to a Spec, or to sentences that say which line is wrong and what was expected there.

import { type Document, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { failed, ok, type Result } from '#core/result.ts'
import { type Spec, specSchema } from './spec.ts'

export interface SpecError {
  readonly file: string
  /** 1-based; 1 when the fault concerns the document as a whole. */
  readonly line: number
  /** Dotted path of the key, empty for the document. */
  readonly path: string
  readonly message: string
}

/** Never throws on bad text: every fault becomes one `SpecError`, in the order of the file. */
export function readSpec(file: string, text: string): Result<Spec, readonly SpecError[]> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    return failed(
      document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        path: '',
        message: error.message,
      })),
    )
  }
  const parsed = specSchema.safeParse(document.toJS() ?? {})
  if (parsed.success) return ok(parsed.data)
  const errors = parsed.error.issues.flatMap((issue) =>
    describe(issue).map(({ path, message }) => ({
      file,
      line: lineOf(document, lines, path),
      path: path.join('.'),
      message,
    })),
  )
  return failed(errors.sort((a, b) => a.line - b.line))
}

/** One sentence a fault, as it is printed: `spec.yaml:12 smtp.maxRecipients: expected …`. */
export const showSpecError = ({ file, line, path, message }: SpecError): string =>
  `${file}:${line} ${path === '' ? '' : `${path}: `}${message}`

type Path = readonly (string | number)[]

function describe(issue: z.core.$ZodIssue): readonly { readonly path: Path; readonly message: string }[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: 'unknown setting; see docs/spec.md for the known ones',
  }))
}

/** The line of the deepest node on the path that exists in the file: a missing key is reported on its parent. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
    const position = keyPosition(parent, path[depth - 1])
    if (position !== null) return lines.linePos(position).line
  }
  return 1
}

function keyPosition(parent: unknown, key: string | number | undefined): number | null {
  if (typeof parent !== 'object' || parent === null || !('items' in parent) || !Array.isArray(parent.items))
    return null
  for (const [index, item] of parent.items.entries()) {
    const node =
      typeof key === 'number' ? (index === key ? item : null) : item?.key?.value === key ? item.key : null
    if (Array.isArray(node?.range)) return node.range[0]
  }
  return null
}
