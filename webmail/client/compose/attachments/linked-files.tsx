// Files that go by a link in place of an attachment: those that are too heavy, and those of the draft in which a leak was found. One
// dialog after the other; each link is put into the text, below the paragraph that is being written.

import type { Editor } from '@tiptap/core'
import { type ReactNode, type RefObject, useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import { api } from '../../api.ts'
import { LinkDialog, type LinkShare } from '../../sharing/link-dialog.tsx'
import { linkHtml } from '../../sharing/link-html.ts'
import { type FileShare, fileShare, type MadeLink } from '../../sharing/share-file.ts'
import { useWords } from '../../words/words.tsx'
import type { Saving } from '../draft/saving-state.ts'
import type { KeptFile } from './attachments.ts'
import type { HeavyFile } from './use-attachments.ts'

type Given = ({ readonly kind: 'heavy' } & HeavyFile) | { readonly kind: 'leak'; readonly file: KeptFile }

/** By an id of its own: whatever else comes meanwhile, its dialog stays the one it is. */
type Linked = Given & { readonly id: string; readonly share: LinkShare }

export interface LinkedFiles {
  /** Too heavy to be attached, or nearly so. */
  readonly offer: (files: readonly HeavyFile[]) => void
  /** In the draft. */
  readonly replace: (files: readonly KeptFile[]) => void
  readonly dialog: ReactNode
}

interface LinkedFilesGiven {
  readonly box: string
  readonly saving: Saving
  readonly editor: RefObject<Editor | null>
  readonly onAttach: (file: File) => void
  readonly onSay: (text: string) => void
}

export function useLinkedFiles({ box, saving, editor, onAttach, onSay }: LinkedFilesGiven): LinkedFiles {
  const { sharing } = useWords()
  const format = useFormat()
  const [waiting, setWaiting] = useState<readonly Linked[]>([])
  const [first] = waiting
  const next = (): void => setWaiting(([_, ...others]) => others)
  /** False where there was no text to take it. */
  const put = ({ name, octets, address, expiresAt, password }: MadeLink, given: Given): boolean => {
    const [size, until] = [format.size(octets), format.date(expiresAt)]
    const html = linkHtml({ name, size, until, address, hasPassword: password !== null }, sharing)
    if (!putBelow(editor.current, html)) return false
    if (given.kind === 'leak') saving.detach(given.file.key)
    onSay(sharing.put(name))
    return true
  }
  const linkedOf = (given: Given): Linked => {
    const share: FileShare = given.kind === 'heavy' ? fileShare(box, given.file) : ofDraft(given.file)
    const send: LinkShare['send'] = async (choice, progress) => {
      const link = await share.send(choice, progress)
      return { ...link, placed: !progress.signal.aborted && put(link, given) }
    }
    return {
      ...given,
      id: crypto.randomUUID(),
      share: {
        ...share,
        send(choice, progress) {
          const made = send(choice, progress)
          // The message does not leave without it.
          saving.expect(made)
          return made
        },
      },
    }
  }
  /** Its octets are there already: made at once, or not at all. */
  const ofDraft = ({ key }: KeptFile): FileShare => ({
    send: ({ days }, { signal }) =>
      api('POST /boxes/{box}/drafts/{draft}/shared-files', {
        params: { box, draft: saving.state().draft },
        body: { file: key, days, password: true, because: 'leak' },
        signal,
      }),
    isBegun: () => false,
    giveUp: () => undefined,
  })
  const lead = (linked: Linked): string => {
    const { name } = linked.file
    if (linked.kind === 'leak') return sharing.sensitive(name)
    const size = format.size(linked.file.size)
    return linked.attachable ? sharing.heavy(name, size) : sharing.tooHeavy(name, size)
  }
  return {
    offer: (files) =>
      setWaiting((all) => [...all, ...files.map((each) => linkedOf({ kind: 'heavy', ...each }))]),
    replace: (files) => setWaiting(files.map((file) => linkedOf({ kind: 'leak', file }))),
    dialog:
      first === undefined ? null : (
        <LinkDialog
          key={first.id}
          lead={lead(first)}
          bytes={first.kind === 'leak' ? first.file.bytes : first.file.size}
          act={first.kind === 'leak' ? sharing.replaceFile : sharing.act}
          needsPassword={first.kind === 'leak'}
          share={first.share}
          onAttach={
            first.kind === 'heavy' && first.attachable
              ? () => {
                  onAttach(first.file)
                  next()
                }
              : undefined
          }
          onClose={next}
        />
      ),
  }
}

/**
 * Below what the cursor stands in: at its place it would split a sentence. One goes on writing after it, and not within the link.
 * False where it could not be put.
 */
function putBelow(editor: Editor | null, html: string): boolean {
  if (editor === null || editor.isDestroyed) return false
  const { $to } = editor.state.selection
  const at = $to.depth === 0 ? editor.state.doc.content.size : $to.after(1)
  return editor.commands.insertContentAt(at, `${html}<p></p>`)
}
