// The style of an element, rebuilt from what is known to be harmless: letters, colours, boxes that stay in the flow of the
// text. Nothing that loads, that takes an element out of its place or lays it over others, that computes, or that is escaped:
// a declaration that does not read exactly as expected is left out.

export interface InlineStyle {
  /** Declarations joined by semicolons; empty when none is left. */
  readonly style: string
  /** What `background` and `background-image` refer to, as written; null when nothing. */
  readonly background: string | null
}

type Test = (value: string) => boolean

const longestStyle = 20_000
const mostDeclarations = 100
const longestValue = 300

/** The declarations of a `style` attribute, or of a rule, that are known to be harmless. In linear time. */
export function inlineStyle(written: string): InlineStyle {
  const kept: string[] = []
  let background: string | null = null
  // A comment separates nothing that we know of: what has one is not read. So is what could end or escape the attribute.
  for (const declaration of written.length > longestStyle ? [] : declarationsIn(written)) {
    if (kept.length >= mostDeclarations) break
    const colon = declaration.indexOf(':')
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = withoutImportance(declaration.slice(colon + 1).trim())
    if (colon < 0 || /[\\<>{}]|\/\*/.test(value)) continue
    if (property === 'background' || property === 'background-image') {
      background = urlIn(value) ?? background
      const colour = colourIn(value)
      if (colour !== null) kept.push(`background-color:${colour}`)
    } else if (value.length <= longestValue && Object.hasOwn(tests, property) && tests[property]?.(value)) {
      kept.push(`${property}:${value}`)
    }
  }
  return { style: kept.join(';'), background }
}

/** There is nothing it would have to prevail over. */
function withoutImportance(value: string): string {
  if (!/important$/i.test(value)) return value
  const before = value.slice(0, -'important'.length).trimEnd()
  return before.endsWith('!') ? before.slice(0, -1).trimEnd() : value
}

/** Whether the element shows nothing, or a dot at most. */
export const showsNothing = (style: string): boolean =>
  /(?:^|;)(?:display:none|visibility:hidden|opacity:0(?:\.0+)?|(?:max-)?(?:width|height):[01](?:\.\d+)?(?:px|pt)?)(?:;|$)/i.test(
    style,
  )

/** At semicolons that stand neither in quotes nor in brackets (CSS Syntax 3 §5.4.4), in one pass. */
function declarationsIn(style: string): readonly string[] {
  const declarations: string[] = []
  let [start, brackets, quote] = [0, 0, '']
  for (let at = 0; at < style.length; at += 1) {
    const sign = style.charAt(at)
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '(') brackets += 1
    else if (sign === ')') brackets = Math.max(0, brackets - 1)
    else if (sign === ';' && brackets === 0) {
      declarations.push(style.slice(start, at))
      start = at + 1
    }
  }
  if (quote === '' && brackets === 0) declarations.push(style.slice(start))
  return declarations
}

function urlIn(value: string): string | null {
  const [, inner] = /\burl\(([^()]*)\)/i.exec(value) ?? []
  return (
    inner
      ?.trim()
      .replace(/^["']|["']$/g, '')
      .trim() ?? null
  )
}

const colour = /^(?:#[0-9a-f]{3,8}|[a-z]{3,24}|(?:rgb|hsl)a?\([\d\s.,%/]{1,40}\))$/i

/** What of a background is its colour: the words of its place and repetition are not. */
function colourIn(value: string): string | null {
  const words = value.replace(/\burl\([^()]*\)/gi, ' ').match(/[a-z]{1,10}\([^()]*\)|[^\s()]+/gi) ?? []
  return words.find((word) => colour.test(word) && !placeWord.test(word)) ?? null
}

const placeWord =
  /^(?:url|none|initial|unset|revert|(?:no-)?repeat|repeat-[xy]|scroll|fixed|local|left|right|top|bottom|center|cover|contain|auto|space|round|linear|radial)$/i

const pixels: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8,
  in: 96,
  cm: 38,
  mm: 4,
  '%': 10,
}

/** A length from `least` to `most` pixels; one per cent counts as ten, for 100 % are about the width of a message. */
const length =
  (least: number, most: number): Test =>
  (value) => {
    const [, number = '', unit = ''] = /^([+-]?\d{0,6}(?:\.\d{1,8})?)([a-z%]{0,3})$/i.exec(value) ?? []
    const scale = pixels[unit.toLowerCase()]
    if (number === '' || scale === undefined) return false
    const size = Number(number) * scale
    return size >= least && size <= most
  }

const keyword = (...words: readonly string[]): Test => {
  const known = new Set(words.flatMap((each) => each.split(' ')))
  return (value) => known.has(value.toLowerCase())
}
const either =
  (...all: readonly Test[]): Test =>
  (value) =>
    all.some((test) => test(value))
const upTo =
  (most: number, test: Test): Test =>
  (value) => {
    const words = value.match(/[a-z]{1,10}\([^()]*\)|[^\s()]+/gi) ?? []
    return (
      words.length > 0 &&
      words.length <= most &&
      words.every(test) &&
      !/[()]/.test(value.replace(/[a-z]{1,10}\([^()]*\)/gi, ''))
    )
  }

const isColour: Test = (value) => colour.test(value)
const size = either(
  length(0, 3_000),
  keyword('auto none inherit initial min-content max-content fit-content'),
)
const edge = either(length(0, 300), keyword('auto inherit'))
const line = either(
  length(0, 50),
  keyword(
    'thin medium thick none hidden solid dashed dotted double groove ridge inset outset inherit initial',
  ),
  isColour,
)
const fontSize = either(
  length(0, 96 * 1.5),
  (value) => /^\d{1,3}(?:\.\d{1,4})?%$/.test(value) && Number.parseFloat(value) <= 500,
  keyword('xx-small x-small small medium large x-large xx-large smaller larger inherit'),
)
const lineHeight = either(
  (value) => /^\d(?:\.\d{1,6})?$/.test(value),
  (value) => /^\d{1,3}(?:\.\d{1,4})?%$/.test(value),
  length(0, 200),
  keyword('normal inherit'),
)
const family: Test = (value) =>
  value.split(',').every((name) => /^(?:"[\p{L}\d _.-]+"|'[\p{L}\d _.-]+'|[\p{L}\d _-]+)$/u.test(name.trim()))
const weight = keyword('normal bold bolder lighter inherit 100 200 300 400 500 600 700 800 900')
const fontStyle = keyword('normal italic oblique inherit')

/** CSS Fonts 4 §2.7, without what no mail program writes: style and weight, size and height of the line, families. */
const font: Test = (value) => {
  const [, before = '', fontLetters = '', , height, families = ''] =
    /^((?:[a-z\d]{3,10} ){0,4})([\d.]{1,8}[a-z%]{1,3})(\/([\d.]{1,8}[a-z%]{0,3}))? (.+)$/is.exec(value) ?? []
  return (
    fontSize(fontLetters) &&
    (height === undefined || lineHeight(height)) &&
    family(families) &&
    before.split(' ').every((word) => word === '' || weight(word) || fontStyle(word) || word === 'small-caps')
  )
}

const sides = (property: string, suffix = ''): readonly string[] =>
  ['top', 'right', 'bottom', 'left'].map((side) => `${property}-${side}${suffix}`)
const each = (properties: readonly string[], test: Test): Readonly<Record<string, Test>> =>
  Object.fromEntries(properties.map((property) => [property, test]))

/** Property → what its value may be. */
const tests: Readonly<Record<string, Test>> = {
  ...each(
    ['color', 'background-color', 'border-color', 'text-decoration-color', ...sides('border', '-color')],
    upTo(4, isColour),
  ),
  ...each(['width', 'height', 'min-width', 'max-width', 'min-height', 'max-height'], size),
  ...each(['margin', 'padding'], upTo(4, edge)),
  ...each([...sides('margin'), ...sides('padding')], edge),
  ...each(['border', ...sides('border'), 'border-style', 'border-width'], upTo(4, line)),
  ...each([...sides('border', '-style'), ...sides('border', '-width')], line),
  'border-radius': upTo(4, length(0, 500)),
  'border-collapse': keyword('collapse separate inherit'),
  'border-spacing': upTo(2, length(0, 100)),
  'box-sizing': keyword('border-box content-box'),
  'caption-side': keyword('top bottom'),
  clear: keyword('none left right both'),
  direction: keyword('ltr rtl inherit'),
  display: keyword(
    'none block inline inline-block list-item table inline-table table-row table-cell',
    'table-row-group table-header-group table-footer-group table-column table-column-group table-caption',
  ),
  'empty-cells': keyword('show hide'),
  float: keyword('none left right'),
  font,
  'font-family': family,
  'font-size': fontSize,
  'font-style': fontStyle,
  'font-variant': keyword('normal small-caps inherit'),
  'font-weight': weight,
  'letter-spacing': either(length(-2, 20), keyword('normal inherit')),
  'line-height': lineHeight,
  'list-style': upTo(
    3,
    keyword('none disc circle square decimal lower-alpha upper-alpha lower-roman upper-roman inside outside'),
  ),
  'list-style-position': keyword('inside outside'),
  'list-style-type': keyword(
    'none disc circle square decimal lower-alpha upper-alpha lower-latin upper-latin lower-roman upper-roman',
  ),
  opacity: (value) => /^(?:0?\.\d{1,4}|[01](?:\.0{1,4})?)$/.test(value),
  overflow: keyword('visible hidden auto'),
  'overflow-wrap': keyword('normal break-word anywhere'),
  'table-layout': keyword('auto fixed'),
  'text-align': keyword('left right center justify start end inherit'),
  'text-decoration': upTo(
    3,
    either(keyword('none underline line-through overline solid double dotted dashed wavy inherit'), isColour),
  ),
  'text-indent': length(0, 200),
  'text-transform': keyword('none uppercase lowercase capitalize inherit'),
  'vertical-align': either(
    length(-20, 20),
    keyword('baseline top middle bottom sub super text-top text-bottom inherit'),
  ),
  visibility: keyword('visible hidden collapse inherit'),
  'white-space': keyword('normal nowrap pre pre-wrap pre-line inherit'),
  'word-break': keyword('normal break-all break-word keep-all'),
  'word-spacing': either(length(0, 20), keyword('normal')),
  'word-wrap': keyword('normal break-word'),
}
