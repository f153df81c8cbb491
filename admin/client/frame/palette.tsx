// Ctrl+K: any commune by its name, INSEE code or postcode, and any screen, from the keyboard.

import { useDeferredValue, useState } from 'react'
import { Header, MenuItem, MenuSection } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { isMeant, PaletteList, Palette as PaletteOver } from '#ui/overlay/palette.tsx'
import { nothingYet } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { screens } from './screens.ts'

const shown = 6

export function Palette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const words = useWords().frame.palette
  return (
    <PaletteOver words={words} isOpen={isOpen} onClose={onClose}>
      <PaletteContent onClose={onClose} />
    </PaletteOver>
  )
}

function PaletteContent({ onClose }: { readonly onClose: () => void }) {
  const words = useWords()
  const { palette } = words.frame
  const { may } = useSession()
  const [text, setText] = useState('')
  const { communes, missing } = useCommunes(useDeferredValue(text.trim()))
  const pages = screens.filter(
    ({ permission, name }) => may(permission) && isMeant(words.frame.screens[name], text),
  )
  return (
    <PaletteList words={palette} {...{ text, missing, onClose }} onText={setText}>
      {communes.length > 0 && (
        <MenuSection>
          <Header>{palette.communes}</Header>
          {communes.map((commune) => (
            <CommuneItem key={commune.id} commune={commune} />
          ))}
        </MenuSection>
      )}
      {pages.length > 0 && (
        <MenuSection>
          <Header>{palette.pages}</Header>
          {pages.map((page) => (
            <MenuItem
              key={page.name}
              id={page.name}
              href={page.href}
              textValue={words.frame.screens[page.name]}
              className="palette-item"
            >
              <page.icon aria-hidden />
              {words.frame.screens[page.name]}
            </MenuItem>
          ))}
        </MenuSection>
      )}
    </PaletteList>
  )
}

type Commune = ReturnType<typeof useCommunes>['communes'][number]

function CommuneItem({ commune }: { readonly commune: Commune }) {
  const words = useWords().frame.palette
  const format = useFormat()
  const { id, name, inseeCode, postcode, population } = commune
  return (
    <MenuItem id={id} href={`/communes/${id}`} textValue={name} className="palette-item">
      <Cachet name={name} />
      <b>{name}</b>
      <span className="palette-detail">
        <span>{postcode}</span>
        <span>{inseeCode}</span>
        {population !== null && <span>{words.inhabitants(population, format.number(population))}</span>}
      </span>
    </MenuItem>
  )
}

/** `missing`: why communes that may fit are not shown; null where all that fit are. */
function useCommunes(search: string) {
  const words = useWords()
  const { may } = useSession()
  const enabled = may('read:commune') && search.length > 1
  const { data, error } = useAnswer('GET /communes', { query: { search, limit: shown } }, { enabled })
  return {
    communes: enabled ? (data?.rows ?? []) : [],
    missing: enabled && data === undefined ? nothingYet(error, words) : null,
  }
}
