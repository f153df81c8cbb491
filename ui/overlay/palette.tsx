// Ctrl+K: a field over the page, and under it what is meant by what one writes, gone to from the keyboard.

import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Autocomplete, Dialog, Input, Menu, Modal, ModalOverlay, TextField } from 'react-aria-components'
import './palette.css'

export interface PaletteWords {
  readonly title: string
  readonly placeholder: string
  /** What the keys at the foot do. */
  readonly browse: string
  readonly open: string
  readonly closes: string
  /** As they stand on a keyboard. */
  readonly escape: string
  readonly enter: string
  readonly nothing: (text: string) => string
}

export interface PaletteProps {
  readonly words: PaletteWords
  readonly isOpen: boolean
  readonly onClose: () => void
  /** What is drawn only while it is open, in `PaletteList`. */
  readonly children: ReactNode
}

export function Palette({ words, isOpen, onClose, children }: PaletteProps) {
  return (
    <ModalOverlay className="scrim" isOpen={isOpen} onOpenChange={(open) => open || onClose()} isDismissable>
      <Modal className="palette">
        <Dialog aria-label={words.title}>{children}</Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export interface PaletteListProps {
  readonly words: PaletteWords
  readonly text: string
  readonly onText: (text: string) => void
  /** Why something that may fit is not shown; null where all that fits is. */
  readonly missing?: string | null
  readonly onClose: () => void
  /** Sections of items of the class `palette-item`, which are filtered by whoever gives them. */
  readonly children: ReactNode
}

export function PaletteList({ words, text, onText, missing = null, onClose, children }: PaletteListProps) {
  return (
    <Autocomplete inputValue={text} onInputChange={onText}>
      <TextField aria-label={words.placeholder} className="palette-query" autoFocus>
        <Search aria-hidden />
        <Input placeholder={words.placeholder} />
        <kbd>{words.escape}</kbd>
      </TextField>
      {missing !== null && (
        <p className="palette-nothing" role="status">
          {missing}
        </p>
      )}
      <Menu
        aria-label={words.title}
        className="palette-list"
        onAction={onClose}
        renderEmptyState={() => (
          <p className="palette-nothing">{missing === null ? words.nothing(text) : ''}</p>
        )}
      >
        {children}
      </Menu>
      <footer aria-hidden>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {words.browse}
        </span>
        <span>
          <kbd>{words.enter}</kbd> {words.open}
        </span>
        <span>
          <kbd>{words.escape}</kbd> {words.closes}
        </span>
      </footer>
    </Autocomplete>
  )
}

/** Without accents and capitals: « etat » finds « État du service ». */
export const isMeant = (name: string, text: string): boolean => plain(name).includes(plain(text.trim()))

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
