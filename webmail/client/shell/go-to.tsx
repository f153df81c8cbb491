// Ctrl+K: any box, any folder of the one in sight, and any page, from the keyboard.

import {
  BookUser,
  Clock,
  Folder,
  Layers,
  type LucideIcon,
  Settings,
  ShieldCheck,
  Smartphone,
} from 'lucide-react'
import { useState } from 'react'
import { Header, MenuItem, MenuSection } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { isMeant, Palette, PaletteList } from '#ui/overlay/palette.tsx'
import { addressOf, everyBox, folderAddress, inbox, outbox } from '../../place/place.ts'
import { accountPages } from '../account/account-pages.ts'
import { type BoxView, folderName } from '../boxes.ts'
import { contactsAddress, useBookPlace } from '../contacts/book-place.ts'
import { useAnswer } from '../queries.ts'
import { usePlace } from '../use-place.ts'
import { type AllWords, useAllWords } from '../words/later-part.tsx'
import type { Overlay } from './overlay.ts'

export interface GoToProps {
  readonly onClose: () => void
  readonly onOverlay: (overlay: Overlay) => void
}

export function GoTo(props: GoToProps) {
  const words = useAllWords().goTo
  return (
    <Palette words={words} isOpen onClose={props.onClose}>
      <GoToList {...props} />
    </Palette>
  )
}

/** More are told apart by what one writes. */
const mostFolders = 50

interface Page {
  readonly id: string
  readonly name: string
  readonly icon: LucideIcon
  /** Null for what opens over the page. */
  readonly href: string | null
}

function GoToList({ onClose, onOverlay }: GoToProps) {
  const words = useAllWords()
  const [text, setText] = useState('')
  const boxes = useAnswer('GET /boxes', {}).data?.rows ?? []
  const place = usePlace()
  const here = useBookPlace()?.box ?? place.box
  const box = boxes.find(({ address }) => address === here) ?? boxes[0] ?? null
  const folders =
    useAnswer('GET /boxes/{box}/folders', { params: { box: box?.id ?? '' } }, { enabled: box !== null }).data
      ?.rows ?? []
  const meant = ({ address, name, commune }: BoxView): boolean =>
    [address, name, commune].some((each) => isMeant(each, text))
  const open = boxes.filter(meant)
  const named = folders
    .filter(({ opens }) => opens)
    .map((folder) => ({
      path: folder.path,
      name: folderName(folder, words.frame.roles),
      within: folder.path.slice(0, Math.max(0, folder.path.lastIndexOf('/'))),
    }))
    .filter(({ name, within }) => isMeant(`${within} ${name}`, text))
    .slice(0, mostFolders)
  const pages = pagesOf(box, boxes, words).filter(({ name }) => isMeant(name, text))
  return (
    <PaletteList words={words.goTo} text={text} onText={setText} onClose={onClose}>
      {open.length > 0 && (
        <MenuSection>
          <Header>{words.goTo.boxes}</Header>
          {open.map(({ id, address, commune }) => (
            <MenuItem
              key={id}
              id={`box ${id}`}
              href={folderAddress(address, inbox)}
              textValue={address}
              className="palette-item"
            >
              <Cachet name={commune} />
              <b>{address}</b>
              <span className="palette-detail">{commune}</span>
            </MenuItem>
          ))}
        </MenuSection>
      )}
      {box !== null && named.length > 0 && (
        <MenuSection>
          <Header>{words.frame.foldersOf(box.address)}</Header>
          {named.map(({ path, name, within }) => (
            <MenuItem
              key={path}
              id={`folder ${path}`}
              href={folderAddress(box.address, path)}
              textValue={name}
              className="palette-item"
            >
              <Folder aria-hidden />
              {name}
              {within !== '' && <span className="palette-detail">{within}</span>}
            </MenuItem>
          ))}
        </MenuSection>
      )}
      {pages.length > 0 && (
        <MenuSection>
          <Header>{words.goTo.pages}</Header>
          {pages.map(({ id, name, icon: Icon, href }) => (
            <MenuItem
              key={id}
              id={id}
              textValue={name}
              className="palette-item"
              {...(href === null ? { onAction: () => onOverlay('settings') } : { href })}
            >
              <Icon aria-hidden />
              {name}
            </MenuItem>
          ))}
        </MenuSection>
      )}
    </PaletteList>
  )
}

function pagesOf(box: BoxView | null, boxes: readonly BoxView[], words: AllWords): readonly Page[] {
  const { frame, search, compose, account } = words
  return [
    ...(boxes.length > 1
      ? [{ id: 'every', name: search.every, icon: Layers, href: addressOf(everyBox) }]
      : []),
    ...(box === null
      ? []
      : [
          { id: 'contacts', name: frame.contacts, icon: BookUser, href: contactsAddress(box.address) },
          {
            id: 'outbox',
            name: compose.outbox.title,
            icon: Clock,
            href: folderAddress(box.address, outbox),
          },
        ]),
    { id: 'phone', name: account.tabs.phone, icon: Smartphone, href: accountPages.phone },
    { id: 'security', name: account.tabs.security, icon: ShieldCheck, href: accountPages.security },
    { id: 'settings', name: frame.settings, icon: Settings, href: null },
  ]
}
