// A picture inside a draft that another mail program wrote: it stays where it is, and is not loaded. Ours are attached.

import { Node } from '@tiptap/core'

const attributes = ['src', 'alt', 'width', 'height'] as const

export const Picture = Node.create({
  ...{ name: 'picture', group: 'inline', inline: true, atom: true },
  addAttributes: () => Object.fromEntries(attributes.map((name) => [name, { default: null }])),
  parseHTML: () => [{ tag: 'img[src]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement('span')
      dom.className = 'compose-picture'
      const { alt } = node.attrs
      dom.textContent = typeof alt === 'string' && alt !== '' ? alt : '…'
      return { dom }
    }
  },
})
