// Text with lines as HTML, and back: what a signature is typed as, and what it is kept as.

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** An empty line parts paragraphs. */
export const htmlOfText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/)
    .filter((block) => block !== '')
    .map(
      (block) =>
        `<p>${block.replace(/[&<>"]/g, (each) => escapes[each] ?? each).replaceAll('\n', '<br />')}</p>`,
    )
    .join('')

const blocks = new Set(['P', 'DIV', 'UL', 'OL', 'TABLE', 'BLOCKQUOTE', 'H1', 'H2', 'H3', 'H4'])

/** Nothing of it runs or loads: the document is shown nowhere. */
export function textOfHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const read = (node: Node): string => {
    if (node instanceof Text) return node.data.replace(/\s+/g, ' ')
    if (!(node instanceof Element)) return ''
    if (node.tagName === 'BR') return '\n'
    const inside = [...node.childNodes].map(read).join('')
    if (node.tagName === 'LI' || node.tagName === 'TR') return `${inside}\n`
    return blocks.has(node.tagName) ? `\n\n${inside.trim()}\n\n` : inside
  }
  return read(body)
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
