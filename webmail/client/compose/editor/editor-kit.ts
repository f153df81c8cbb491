// What can be written: paragraphs, bold, italic, underlined, lists, quotations, links and pictures. Whatever is pasted becomes that, and
// nothing else of it stays.

import type { Editor, Extensions } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Italic } from '@tiptap/extension-italic'
import { Link } from '@tiptap/extension-link'
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { Underline } from '@tiptap/extension-underline'
import { UndoRedo } from '@tiptap/extensions'
import { pictureNode, type ShownPictures } from './picture.ts'

/** Ctrl+Enter sends; a new line inside a paragraph is Shift+Enter. */
const LineBreak = HardBreak.extend({
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.setHardBreak() }
  },
})

/** Tab leads on, as everywhere. */
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) }
  },
})

const safeLink = /^(?:https?:\/\/|mailto:|tel:)/i

export const extensionsWith = (pictures: ShownPictures): Extensions => [
  Document,
  Paragraph,
  Text,
  LineBreak,
  Bold,
  Italic,
  Underline,
  BulletList,
  OrderedList,
  Item,
  Blockquote,
  pictureNode(pictures),
  UndoRedo,
  Link.configure({
    ...{ openOnClick: false, autolink: true, linkOnPaste: true, defaultProtocol: 'https' },
    protocols: ['mailto', 'tel'],
    isAllowedUri: (address) => safeLink.test(address) || !/^[a-z][a-z\d+.-]*:/i.test(address),
    HTMLAttributes: { target: null, rel: null },
  }),
]

/** As somebody types an address, with what it lacks; null for one that leads nowhere. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim()
  const whole = safeLink.test(text)
    ? text
    : /^[^\s@/]+@[^\s@/]+$/.test(text)
      ? `mailto:${text}`
      : `https://${text}`
  if (!URL.canParse(whole)) return null
  const { href, protocol, hostname } = new URL(whole)
  return protocol.startsWith('http') && !/[^.]\.[^.]/.test(hostname) ? null : href
}

/** Nothing where nothing was written. */
export const writtenIn = (editor: Editor): string => (editor.isEmpty ? '' : editor.getHTML())

/** Plain text as paragraphs. */
export const textAsHtml = (text: string): string =>
  text === ''
    ? ''
    : text
        .split(/\r?\n/)
        .map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
        .join('')
