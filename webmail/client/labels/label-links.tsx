// The labels of a box under its folders: each leads to what bears it in the folder that is open.

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-aria-components'
import { IconButton } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { type BoxView, mayFile } from '../boxes.ts'
import { addressOf, inbox, usePlace } from '../place.ts'
import { useWords } from '../words/words.tsx'
import { LabelEditor } from './label-editor.tsx'
import { labelQuery, useLabels } from './labels.tsx'
import './labels.css'

interface LabelLinksProps {
  readonly box: BoxView
  readonly onFollow: (() => void) | undefined
}

export function LabelLinks({ box, onFollow }: LabelLinksProps) {
  const words = useWords().labels
  const labels = useLabels()
  const place = usePlace()
  const [editing, setEditing] = useState(false)
  if (labels.length === 0 && !mayFile(box)) return null
  return (
    <>
      <div className="side-title label-title">
        <h3>{words.title}</h3>
        {mayFile(box) && (
          <IconButton label={words.manage} size="small" onPress={() => setEditing(true)}>
            <Plus aria-hidden className="small" />
          </IconButton>
        )}
      </div>
      <ul className="folder-links">
        {labels.map((label) => {
          const q = labelQuery(label)
          const folder = place.box === null ? inbox : place.folder
          const href = addressOf({ box: box.address, folder, uid: null, filter: null, q })
          return (
            <li key={label.id}>
              <Link
                href={href}
                onPress={() => onFollow?.()}
                {...(place.q === q ? { 'aria-current': 'page' } : {})}
              >
                <span className="label-dot" data-tone={label.colour} aria-hidden />
                <span className="cut">{label.name}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      <Dialog title={words.title} isOpen={editing} onClose={() => setEditing(false)}>
        <LabelEditor box={box} labels={labels} />
      </Dialog>
    </>
  )
}
