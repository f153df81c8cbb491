// Dovecot 2.4 configuration as data. The only place that knows its syntax: what may stand bare, what is quoted, and
// that `%{` in a value would be a variable. A value that cannot be written safely is an exception, never a broken file.

/** Text that is taken as it is: `%{` in it never becomes a variable. */
interface Literal {
  readonly kind: 'literal'
  readonly text: string
}

/** Text with Dovecot's variables, `%{user | lower}`. */
interface Expression {
  readonly kind: 'expression'
  readonly text: string
}

/** The content of a file that Dovecot reads at start: a secret that must not stand in the configuration. */
interface Content {
  readonly kind: 'content'
  readonly file: string
}

export type DovecotValue = Literal | Expression | Content | boolean | number

export type DovecotNode =
  | { readonly kind: 'setting'; readonly name: string; readonly value: DovecotValue }
  | {
      readonly kind: 'block'
      readonly type: string
      /** Most blocks of 2.4 have a name; boolean lists and `parameters` have none. */
      readonly name: string | null
      readonly children: readonly DovecotNode[]
    }
  | { readonly kind: 'comment'; readonly text: string }

export const literal = (text: string): DovecotValue => ({ kind: 'literal', text })
export const expression = (text: string): DovecotValue => ({ kind: 'expression', text })
export const contentOf = (file: string): DovecotValue => ({ kind: 'content', file })

/** A bare string is a literal. */
export const setting = (name: string, value: DovecotValue | string): DovecotNode => ({
  kind: 'setting',
  name,
  value: typeof value === 'string' ? literal(value) : value,
})

export const block = (type: string, name: string | null, children: readonly DovecotNode[]): DovecotNode => ({
  kind: 'block',
  type,
  name,
  children,
})

export const comment = (text: string): DovecotNode => ({ kind: 'comment', text })

/** `mail_plugins { quota = yes }` and its like: what is listed is on. */
export const switchedOn = (type: string, names: readonly string[]): DovecotNode =>
  block(
    type,
    null,
    names.map((name) => setting(name, true)),
  )

export function renderDovecot(nodes: readonly DovecotNode[]): string {
  return `${nodes.flatMap((node) => lines(node)).join('\n')}\n`
}

function lines(node: DovecotNode): readonly string[] {
  switch (node.kind) {
    case 'comment':
      return ['', `# ${oneLine(node.text)}`]
    case 'setting':
      return [`${settingName(node.name)} = ${showValue(node.value)}`]
    case 'block': {
      const head =
        node.name === null ? settingName(node.type) : `${settingName(node.type)} ${blockName(node.name)}`
      return [
        `${head} {`,
        ...node.children.flatMap(lines).map((line) => (line === '' ? '' : `  ${line}`)),
        '}',
      ]
    }
  }
}

function showValue(value: DovecotValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  switch (value.kind) {
    case 'literal':
      return quoted(value.text.replaceAll('%{', '%%{'))
    case 'expression':
      return quoted(value.text)
    case 'content':
      if (!/^\/[\w./@:+-]+$/.test(value.file))
        throw new Error(`cannot name ${value.file} in a Dovecot configuration`)
      return `<${value.file}`
  }
}

/** Quotes only where a bare value would be read differently. */
const quoted = (text: string): string =>
  /^[\w/.:@+-][\w/.:@+ -]*$/.test(text) && !text.endsWith(' ') ? text : alwaysQuoted(text)

const alwaysQuoted = (text: string): string =>
  `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const blockName = (name: string): string => (/^[\w/.:-]+$/.test(name) ? name : alwaysQuoted(name))

function settingName(name: string): string {
  if (!/^[\w/.-]+$/.test(name)) throw new Error(`${name} is not the name of a Dovecot setting`)
  return name
}

function oneLine(text: string): string {
  if (/[\0\r\n]/.test(text)) throw new Error('a Dovecot value has one line')
  return text
}
