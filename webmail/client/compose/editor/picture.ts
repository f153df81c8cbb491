// A picture in the text. One that is inside the message is shown from octets that this browser has; one that is elsewhere, in a
// draft that another program wrote, stays where it is and is not loaded.

import { Node } from '@tiptap/core'
import { ownPictureId } from './pictures.ts'

/** Where the node finds what it shows. */
export interface ShownPictures {
  /** A `blob:` address; null where it is not here yet, or nowhere. */
  readonly addressOf: (contentId: string) => string | null
  /** Whether the message has it, here or in its draft. */
  readonly has: (contentId: string) => boolean
  readonly isLost: (contentId: string) => boolean
  readonly watch: (listener: () => void) => () => void
  readonly lost: string
}

const attributes = ['src', 'alt', 'width', 'height'] as const

/** So that no program shows it wider than what it shows the message in. */
const fitting = 'max-width:100%;height:auto'

export const contentIdIn = (src: unknown): string | null =>
  typeof src === 'string' && src.startsWith('cid:') ? src.slice('cid:'.length) : null

/** What another program put there stays as it wrote it. */
function isOwn(src: unknown): boolean {
  const contentId = contentIdIn(src)
  return contentId !== null && ownPictureId(contentId) !== null
}

export const pictureNode = (shown: ShownPictures) =>
  Node.create({
    ...{ name: 'picture', group: 'inline', inline: true, atom: true, draggable: false },
    addAttributes: () => Object.fromEntries(attributes.map((name) => [name, { default: null }])),
    parseHTML: () => [{ tag: 'img[src]' }],
    renderHTML: ({ HTMLAttributes }) => [
      'img',
      isOwn(HTMLAttributes.src) ? { ...HTMLAttributes, style: fitting } : HTMLAttributes,
    ],
    addNodeView() {
      return ({ node }) => {
        const dom = document.createElement('span')
        let attrs = node.attrs
        const draw = (): void => drawPicture(dom, attrs, shown)
        const forget = shown.watch(draw)
        draw()
        return {
          dom,
          update(next) {
            if (next.type.name !== 'picture') return false
            attrs = next.attrs
            draw()
            return true
          },
          ignoreMutation: () => true,
          destroy: forget,
        }
      }
    },
  })

function drawPicture(dom: HTMLElement, attrs: Readonly<Record<string, unknown>>, shown: ShownPictures): void {
  const contentId = contentIdIn(attrs.src)
  const address = contentId === null ? null : shown.addressOf(contentId)
  const alt = typeof attrs.alt === 'string' ? attrs.alt : ''
  dom.className = address === null ? 'compose-picture compose-picture-away' : 'compose-picture'
  if (address === null) {
    const isLost = contentId !== null && shown.isLost(contentId)
    dom.toggleAttribute('data-lost', isLost)
    dom.textContent = isLost ? shown.lost : alt === '' ? '…' : alt
    return
  }
  const there = dom.querySelector('img')
  const image = there ?? document.createElement('img')
  // It is cut and pasted: dragged, a browser would drop it as a file.
  image.draggable = false
  image.alt = alt
  if (image.src !== address) image.src = address
  const width = Number(attrs.width)
  if (width > 0) image.width = width
  else image.removeAttribute('width')
  if (there === null) dom.replaceChildren(image)
}
