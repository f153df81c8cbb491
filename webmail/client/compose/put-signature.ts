// A signature at the end of what is being written, in the place of the one that stands there.

import { createNodeFromContent, type Editor } from '@tiptap/core'
import { Fragment, type Node } from '@tiptap/pm/model'

/** `signature`: HTML, empty for none. `known`: those that may stand there; what somebody changed in one is theirs, and stays. */
export function putSignature(editor: Editor, signature: string, known: readonly string[]): void {
  const { doc } = editor.state
  const there = known.map((each) => fragmentOf(editor, each)).find((each) => endsWith(doc, each))
  const to = doc.content.size
  const range = { from: to - (there?.size ?? 0), to }
  if (signature === '') editor.chain().focus().deleteRange(range).run()
  else
    editor
      .chain()
      .insertContentAt(range, there === undefined ? `<p></p>${signature}` : signature)
      .focus('start')
      .run()
}

const fragmentOf = ({ schema }: Editor, html: string): Fragment =>
  Fragment.from(createNodeFromContent(html, schema))

function endsWith({ content }: Node, end: Fragment): boolean {
  const before = content.childCount - end.childCount
  if (end.childCount === 0 || before < 0) return false
  return Array.from({ length: end.childCount }, (_, at) =>
    end.child(at).eq(content.child(before + at)),
  ).every(Boolean)
}
