// The labels of a box under its folders: each leads to what bears it anywhere in the box.

import { Plus } from 'lucide-react'
import { memo, useState } from 'react'
import { Link } from 'react-aria-components'
import { IconButton } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { lazyPart } from '#ui/page/lazy-part.tsx'
import { addressOf, everyBox } from '../../place/place.ts'
import { labelling } from '../actions/drag-rows.ts'
import { useDropTarget } from '../actions/drop-target.ts'
import { type BoxView, mayFile } from '../boxes.ts'
import { usePlace } from '../use-place.ts'
import { WhenLoaded } from '../when-loaded.tsx'
import { useWords } from '../words/words.tsx'
import { type LabelView, labelQuery, useLabels } from './labels.tsx'
import './labels.css'

const LabelEditor = lazyPart(async () => (await import('./label-editor.tsx')).LabelEditor)
export const loadLabelEditor = LabelEditor.fetch

interface LabelLinksProps {
  readonly box: BoxView
  readonly onFollow: (() => void) | undefined
}

export const LabelLinks = memo(function LabelLinks({ box, onFollow }: LabelLinksProps) {
  const { q } = usePlace()
  const words = useWords().labels
  const labels = useLabels()
  const [editing, setEditing] = useState(false)
  if (labels.length === 0 && !mayFile(box)) return null
  return (
    <>
      <div className="side-title side-title-managed">
        <h3>{words.title}</h3>
        {mayFile(box) && (
          <IconButton label={words.manage} size="small" onPress={() => setEditing(true)}>
            <Plus aria-hidden className="small" />
          </IconButton>
        )}
      </div>
      <ul className="folder-links">
        {labels.map((label) => (
          <LabelLink key={label.id} {...{ box, label, onFollow }} isCurrent={labelQuery(label) === q} />
        ))}
      </ul>
      <Dialog title={words.title} isOpen={editing} onClose={() => setEditing(false)}>
        <WhenLoaded rows={4}>
          <LabelEditor box={box} labels={labels} />
        </WhenLoaded>
      </Dialog>
    </>
  )
})

interface LabelLinkProps extends LabelLinksProps {
  readonly label: LabelView
  readonly isCurrent: boolean
}

const LabelLink = memo(function LabelLink({ box, label, isCurrent, onFollow }: LabelLinkProps) {
  const drop = useDropTarget((rows) => labelling(label.id, box.id, rows))
  return (
    <li {...drop}>
      <Link
        href={addressOf({ ...everyBox, every: false, box: box.address, q: labelQuery(label) })}
        onPress={() => onFollow?.()}
        {...(isCurrent ? { 'aria-current': 'page' } : {})}
      >
        <span className="label-dot" data-tone={label.colour} aria-hidden />
        <span className="cut">{label.name}</span>
      </Link>
    </li>
  )
})
