// What a browser would run, load, submit or be led away by in a piece of HTML. An independent look: it knows what is dangerous,
// where the code under test knows what is allowed.

import { Parser } from 'htmlparser2'

const dangerous = new Set(
  (
    'script style svg math iframe frame frameset object embed applet link meta base form input button select textarea ' +
    'option template noscript noembed noframes plaintext xmp title video audio source track canvas portal dialog ' +
    'marquee isindex keygen image bgsound layer slot picture map area html head body details foreignobject animate set'
  ).split(' '),
)
/** What loads at once; `href` waits for a click and is looked at apart. */
const loading = new Set(
  'src srcset background poster data code codebase archive lowsrc dynsrc longdesc profile cite action formaction manifest ping xlink:href'.split(
    ' ',
  ),
)
const ours = /^\/[a-z]/

/** One line per harm; empty when there is none. */
export function harmIn(html: string): readonly string[] {
  const harm: string[] = []
  const open: string[] = []
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        open.push(name)
        if (!/^[a-z][a-z0-9]*$/.test(name) || dangerous.has(name)) harm.push(`<${name}>`)
        for (const [attribute, value] of Object.entries(attributes))
          harm.push(...harmOf(attribute, value).map((each) => `${name} ${each}`))
      },
      onclosetag(name) {
        if (open.pop() !== name) harm.push(`</${name}> closes another`)
      },
      oncomment: (text) => harm.push(`comment ${text}`),
      onprocessinginstruction: (name) => harm.push(`instruction ${name}`),
    },
    { decodeEntities: true },
  )
  parser.end(html)
  if (/<\/(?!\w)|<(?![\w/])/.test(html)) harm.push('a bare <')
  return harm
}

function harmOf(attribute: string, value: string): readonly string[] {
  const said = `${attribute}=${value}`
  if (attribute.startsWith('on') || !/^[a-z][a-z-]*$/.test(attribute)) return [said]
  if (loading.has(attribute) && !ours.test(value)) return [said]
  if (attribute === 'href' && !/^(?:https?:\/\/|mailto:|tel:|#m-)/.test(value)) return [said]
  if (
    (attribute === 'id' || attribute === 'class') &&
    !value.split(' ').every((each) => each.startsWith('m-'))
  )
    return [said]
  if (attribute === 'name' || attribute === 'srcdoc' || attribute === 'for' || attribute === 'form')
    return [said]
  if (attribute === 'style') return harmOfStyle(value) ? [said] : []
  return []
}

const harmOfStyle = (style: string): boolean =>
  /[\\<>{}@]|\/\*|expression|behaviou?r|binding|import|position|z-index|transform|animation|content|var\(|calc\(|attr\(|image-set|:\s*-\d/i.test(
    style.replace(/url\("\/[a-z][^"()\\]*"\)/g, ''),
  ) || /url\((?!"\/[a-z])/i.test(style)

/** Of rules that stand in a style element, one a line. */
export const harmInRules = (rules: string): readonly string[] =>
  rules
    .split('\n')
    .filter((rule) => rule !== '')
    .filter((rule) => {
      const [, block] = /^\.m-mail(?:-\d+)? [\w .#>,-]+\{([^{}]*)\}$/.exec(rule) ?? []
      return block === undefined || /url/i.test(block) || harmOfStyle(block)
    })
