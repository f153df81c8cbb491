// A vCard as its properties, in the form of version 4.0 (RFC 6350), whichever version it came in. Values stay escaped as they are
// written, so that what nobody here understands goes out as it came. Pure.

export interface CardProperty {
  /** `item1` in `item1.EMAIL:…`; empty without. */
  readonly group: string
  /** In capitals. */
  readonly name: string
  readonly parameters: readonly CardParameter[]
  /** RFC 6350 §3.4: commas, semicolons, backslashes and line ends escaped. */
  readonly value: string
}

export interface CardParameter {
  /** In capitals. */
  readonly name: string
  readonly values: readonly string[]
}

export type Card = readonly CardProperty[]

export const property = (
  name: string,
  value: string,
  parameters: readonly CardParameter[] = [],
): CardProperty => ({ group: '', name, parameters, value })

/** As text stands in a value. */
export const escaped = (text: string): string => text.replace(/[\\,;]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')

export const unescaped = (value: string): string =>
  value.replace(/\\(.)/gs, (_, after: string) => (after === 'n' || after === 'N' ? '\n' : after))

/** Of a structured value such as N or ADR, each as text; lists inside are joined by commas. */
export const components = (value: string): readonly string[] =>
  splitUnescaped(value, ';').map((each) => splitUnescaped(each, ',').map(unescaped).join(', ').trim())

function splitUnescaped(value: string, separator: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1
    else if (value[at] === separator) {
      parts.push(value.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, value.slice(start)]
}

/** Every property of a name, those that are preferred first (RFC 6350 §5.3). */
export const propertiesOf = (card: Card, name: string): readonly CardProperty[] =>
  card.filter((each) => each.name === name).toSorted((one, other) => preference(one) - preference(other))

export const textOf = (card: Card, name: string): string => {
  const [first] = propertiesOf(card, name)
  return first === undefined ? '' : unescaped(first.value).trim()
}

/** In lower case: `work`, `home`, `cell`. */
export const typesOf = ({ parameters }: CardProperty): readonly string[] =>
  parameters
    .filter(({ name }) => name === 'TYPE')
    .flatMap(({ values }) => values.flatMap((value) => value.toLowerCase().split(',')))

const leastPreferred = 101

function preference({ parameters }: CardProperty): number {
  const given = Number(parameters.find(({ name }) => name === 'PREF')?.values[0])
  return given >= 1 && given <= 100 ? given : leastPreferred
}
