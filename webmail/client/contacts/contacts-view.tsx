// Contacts of a box and the directory of the communes, in the frame of the box: the list, and beside it one contact, a form, a file
// that is taken over, or what is there twice.

import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { IconButton } from '#ui/control/button.tsx'
import { type BoxView, unreadOf } from '../boxes.ts'
import { useAnswer } from '../queries.ts'
import { MailFrame, toInbox } from '../shell/mail-frame.tsx'
import type { Overlay } from '../shell/overlay.ts'
import { useIsPhone } from '../use-media.ts'
import { useTitle } from '../use-title.ts'
import { useAllWords } from '../words/later-part.tsx'
import { BookColumn } from './book-column.tsx'
import { type BookPlace, bookAddress } from './book-place.ts'
import { ContactPane } from './contact-pane.tsx'
import { DuplicatesPane } from './duplicates-pane.tsx'
import { EntryPane } from './entry-pane.tsx'
import { ImportPane } from './import-pane.tsx'
import { NewContactPane } from './new-contact-pane.tsx'
import { useBook } from './use-book.ts'
import '../list/list.css'
import '../list/row.css'
import '../list/empty.css'
import '../reading/reading.css'
import '../reading/tools.css'
import '#ui/page/page.css'
import './contact-forms.css'
import './contacts.css'

export interface ContactsViewProps {
  readonly box: BoxView
  readonly boxes: readonly BoxView[]
  readonly place: BookPlace
  readonly onOverlay: (overlay: Overlay) => void
}

export function ContactsView({ box, boxes, place, onOverlay }: ContactsViewProps) {
  const words = useAllWords()
  const [entry, setEntry] = useState<string | null>(null)
  const asked = useAnswer('GET /boxes/{box}/folders', { params: { box: box.id } })
  const groups = useAnswer('GET /boxes/{box}/contact-groups', { params: { box: box.id } }).data?.rows ?? []
  const { shows, group, q } = place
  const book = useBook({ boxId: box.id, shows, group, q })
  const title = shows === 'directory' ? words.contacts.directory : words.frame.contacts
  useTitle(words.frame.title(unreadOf(boxes), title, box.address))
  const close = (): void => {
    setEntry(null)
    navigate(bookAddress({ ...place, open: null }))
  }
  const shown = entry === null || shows === 'own' ? null : findEntry(book, entry)
  const Title = useIsPhone() ? 'h1' : 'span'
  const isOpen = place.open !== null || shown !== null
  return (
    <MailFrame
      {...{ box, boxes, onOverlay }}
      folders={asked.data?.rows ?? null}
      error={asked.error}
      onRetry={() => void asked.refetch()}
      folder={null}
      reading={isOpen}
      onMessages={toInbox(box)}
      onSearch={() => document.querySelector<HTMLElement>('.contacts-search input')?.focus()}
    >
      {(openFolders) => (
        <>
          <BookColumn
            {...{ box, place, groups, book, title }}
            entry={entry}
            onEntry={setEntry}
            onFolders={openFolders}
          />
          <section className="pane" id="message" tabIndex={-1} aria-label={words.contacts.pane}>
            {isOpen && (
              <div className="tools contacts-back">
                <IconButton label={words.contacts.back} onPress={close}>
                  <ArrowLeft aria-hidden />
                </IconButton>
                {/* On a phone the list with its title is not there. */}
                <Title className="cut">{title}</Title>
              </div>
            )}
            <div className="conversation">
              <div className="conversation-inside contacts-inside">
                {shown !== null ? (
                  <EntryPane box={box} entry={shown} />
                ) : (
                  <Opened box={box} place={place} onClose={close} />
                )}
              </div>
            </div>
          </section>
        </>
      )}
    </MailFrame>
  )
}

function findEntry(book: ReturnType<typeof useBook>, key: string) {
  for (let index = 0; index < book.total; index += 1) {
    const line = book.lineAt(index)
    if (line?.key === key) return line.entry
  }
  return null
}

interface OpenedProps {
  readonly box: BoxView
  readonly place: BookPlace
  readonly onClose: () => void
}

function Opened({ box, place, onClose }: OpenedProps): ReactNode {
  const { choose } = useAllWords().contacts
  const { open } = place
  switch (open?.kind) {
    case undefined:
      return <p className="contacts-none">{choose}</p>
    case 'contact':
      return <ContactPane key={open.id} box={box} place={place} id={open.id} onClose={onClose} />
    case 'new':
      return <NewContactPane box={box} place={place} onClose={onClose} />
    case 'import':
      return <ImportPane box={box} onClose={onClose} />
    case 'duplicates':
      return <DuplicatesPane box={box} />
  }
}
