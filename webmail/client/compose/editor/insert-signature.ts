// A signature at the end of what is being written, in the place of the one that stands there.

import { createNodeFromContent, type Editor } from '@tiptap/core'
import { Fragment, type Node } from '@tiptap/pm/model'

/** `signature`: HTML, empty for none. `known`: those that may stand there; what somebody changed in one is theirs, and stays. */
export function insertSignature(editor: Editor, signature: string, known: readonly string[]): void {
  const { doc } = editor.state
  // Of two that end alike the longer one is meant.
  const [there = Fragment.empty] = known
    .map((each) => fragmentOf(editor, each))
    .filter((each) => endsWith(doc, each))
    .toSorted((one, other) => other.size - one.size)
  const to = doc.content.size
  const from = to - there.size
  const room = isRoom(doc.resolve(from).nodeBefore) ? 2 : 0
  if (signature === '')
    editor
      .chain()
      .deleteRange({ from: from - room, to })
      .focus()
      .run()
  else {
    const put = fragmentOf(editor, signature)
    const content = there.size > 0 || room > 0 ? put : fragmentOf(editor, '<p></p>').append(put)
    editor.chain().insertContentAt({ from, to }, content, { updateSelection: false }).focus().run()
  }
}

/** The empty line above a signature. */
const isRoom = (before: Node | null): boolean => before?.type.name === 'paragraph' && before.childCount === 0

const fragmentOf = ({ schema }: Editor, html: string): Fragment =>
  Fragment.from(createNodeFromContent(html, schema))

function endsWith({ content }: Node, end: Fragment): boolean {
  const before = content.childCount - end.childCount
  if (end.childCount === 0 || before < 0) return false
  return Array.from({ length: end.childCount }, (_, at) =>
    end.child(at).eq(content.child(before + at)),
  ).every(Boolean)
}
