// The elements and attributes of a message that a browser is given, and nothing besides. No element whose content is anything
// but markup (what another parser reads as text is how markup is smuggled), none of SVG or MathML, none that loads, submits,
// runs, or turns the direction of writing.

const words = (list: string): readonly string[] => list.split(' ')

export const allowedElements = words(
  'a abbr address article aside b bdi big blockquote br caption center cite code col colgroup dd del dfn div dl dt em ' +
    'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rb rp rt rtc ' +
    'ruby s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr',
)

/** Their content is no text for readers either. */
export const elementsWithoutText = words(
  'script style textarea option xmp title template iframe noembed noframes plaintext',
)

/** What the sender names, named anew, so that it is never what a page of ours is called by. */
export const ownPrefix = 'm-'

const number =
  (most: number): Test =>
  (value) =>
    /^\d{1,5}$/.test(value) && Number(value) <= most
const extent: Test = (value) =>
  /^\d{1,5}(?:\.\d{1,4})?(?:px)?$/.test(value)
    ? Number.parseFloat(value) <= 3_000
    : /^\d{1,3}(?:\.\d{1,4})?%$/.test(value)
const oneOf = (list: string): Test => {
  const known = new Set(words(list))
  return (value) => known.has(value.toLowerCase())
}
const colour: Test = (value) => /^#?[0-9a-z]{3,24}$/i.test(value)
const phrase =
  (most: number): Test =>
  (value) =>
    value.length <= most
const always: Test = () => true

type Test = (value: string) => boolean

/** On whatever element: none of them means anything where it does not belong. */
const plainAttributes: Readonly<Record<string, Test>> = {
  abbr: phrase(200),
  align: oneOf('left right center justify middle top bottom absmiddle baseline texttop char'),
  alt: phrase(1_000),
  bgcolor: colour,
  border: number(50),
  bordercolor: colour,
  cellpadding: number(300),
  cellspacing: number(300),
  clear: oneOf('left right all both none'),
  color: colour,
  colspan: number(100),
  dir: oneOf('ltr rtl auto'),
  face: (value) => /^[\p{L}\d ,'_-]{1,200}$/u.test(value),
  height: extent,
  hspace: number(300),
  lang: (value) => /^[a-z0-9-]{1,35}$/i.test(value),
  noshade: always,
  nowrap: always,
  reversed: always,
  role: oneOf('presentation none'),
  rowspan: number(100),
  scope: oneOf('row col rowgroup colgroup'),
  size: (value) => /^[+-]?\d{1,2}$/.test(value),
  span: number(100),
  start: (value) => /^-?\d{1,6}$/.test(value),
  title: phrase(1_000),
  // `cite` is of no standard: Apple and Thunderbird say by it that a quote is one.
  type: oneOf('1 a i disc circle square cite'),
  valign: oneOf('top middle bottom baseline'),
  value: (value) => /^-?\d{1,6}$/.test(value),
  vspace: number(300),
  width: extent,
}

/** What we write ourselves, from what was looked at more closely. */
const ownAttributes = words('class data-remote-background data-remote-src href id rel src style target')

export const allowedAttributes = [...Object.keys(plainAttributes), ...ownAttributes]

export type Attributes = Readonly<Record<string, string>>

/** Those that say something about layout or language alone, where their values are as expected. */
export function plainAttributesOf(given: Attributes): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name in plainAttributes) {
    const value = Object.hasOwn(given, name) ? given[name]?.trim() : undefined
    if (value !== undefined && plainAttributes[name]?.(value)) kept[name] = value
  }
  return kept
}

const mostClasses = 10

/** Classes say to us where a quote begins, and to the rules of the sender what they are for. */
export const classesOf = (written = ''): string =>
  written
    .slice(0, 1_000)
    .split(/\s+/)
    .filter((name) => /^[\w-]{1,60}$/.test(name))
    .slice(0, mostClasses)
    .map((name) => ownPrefix + name)
    .join(' ')

/** A name within the message; empty for one that no link could mean. */
export const anchorOf = (written = ''): string =>
  /^[\w.:-]{1,100}$/.test(written) ? ownPrefix + written : ''
