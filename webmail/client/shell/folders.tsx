// The folders of the box that is open, under its name: those with a role first, then the others.

import {
  Archive,
  CalendarClock,
  Clock,
  FileText,
  Folder,
  Inbox,
  type LucideIcon,
  OctagonAlert,
  Plus,
  Send,
  SquarePen,
  Trash2,
} from 'lucide-react'
import { type CSSProperties, Fragment, memo, useState } from 'react'
import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button, IconButton } from '#ui/control/button.tsx'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { lazyPart } from '#ui/page/lazy-part.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { folderAddress, outbox } from '../../place/place.ts'
import { actionOn } from '../actions/drag-rows.ts'
import { useDropTarget } from '../actions/drop-target.ts'
import { type BoxView, type FolderRole, type FolderView, folderName, mayFile } from '../boxes.ts'
import { Failure } from '../failure.tsx'
import { LabelLinks } from '../labels/label-links.tsx'
import { WhenLoaded } from '../when-loaded.tsx'
import { useWords } from '../words/words.tsx'
import { SideLinks } from './side-links.tsx'
import { StarredLink } from './starred-link.tsx'

const FolderEditor = lazyPart(async () => (await import('../folders/folder-editor.tsx')).FolderEditor)
export const loadFolderEditor = FolderEditor.fetch

const icons: Readonly<Record<FolderRole, LucideIcon>> = {
  inbox: Inbox,
  snoozed: Clock,
  sent: Send,
  drafts: FileText,
  archive: Archive,
  junk: OctagonAlert,
  trash: Trash2,
}

/** As people look for them, whatever the server says first. */
const order = ({ role }: FolderView): number => Object.keys(icons).indexOf(role ?? '')

export interface FoldersProps {
  readonly box: BoxView
  /** Null while they are coming. */
  readonly folders: readonly FolderView[] | null
  readonly error: Error | null
  /** The same functions each time: folders are drawn anew when one of them changed. */
  readonly onRetry: () => void
  readonly current: string
  /** How many messages wait to leave. */
  readonly waiting: number
  /** Null where one may not write, or where the button stands elsewhere. */
  readonly onWrite: (() => void) | null
  readonly onFollow?: (() => void) | undefined
}

export const Folders = memo(function Folders(props: FoldersProps) {
  const { box, folders, error, onRetry, current, waiting, onWrite, onFollow } = props
  const { frame: words, compose, folders: managing } = useWords()
  const [editing, setEditing] = useState(false)
  const own = folders?.filter(({ role }) => role === null) ?? []
  return (
    <>
      <div className="side-box">
        <Cachet name={box.commune} size={44} filled />
        <div>
          <h2>{box.commune}</h2>
          <p>
            {words.kinds[box.kind]}
            {!mayFile(box) && ` · ${words.readOnly}`}
          </p>
        </div>
        <p className="side-address">
          <BreakableAddress text={box.address} />
        </p>
      </div>
      {onWrite !== null && (
        <div className="side-write">
          <Button wide onPress={onWrite}>
            <SquarePen aria-hidden /> {compose.write}
          </Button>
        </div>
      )}
      {folders === null && error !== null && <Failure error={error} onRetry={onRetry} />}
      {folders === null && error === null && <Skeleton rows={6} onRetry={onRetry} />}
      {folders !== null && (
        <ul className="folder-links">
          {folders
            .filter(({ role }) => role !== null)
            .sort((one, other) => order(one) - order(other))
            .map((folder) => (
              <Fragment key={folder.path}>
                <FolderLink {...{ box, folder, onFollow }} isCurrent={folder.path === current} />
                {folder.role === 'inbox' && <StarredLink box={box} onFollow={onFollow} />}
              </Fragment>
            ))}
          {(waiting > 0 || current === outbox) && (
            <OutboxLink box={box} waiting={waiting} current={current} onFollow={onFollow} />
          )}
        </ul>
      )}
      {folders !== null && (own.length > 0 || mayFile(box)) && (
        <>
          <div className="side-title side-title-managed">
            <h3>{words.otherFolders}</h3>
            {mayFile(box) && (
              <IconButton label={managing.manage} size="small" onPress={() => setEditing(true)}>
                <Plus aria-hidden className="small" />
              </IconButton>
            )}
          </div>
          <ul className="folder-links">
            {own.map((folder) => (
              <FolderLink
                key={folder.path}
                {...{ box, folder, onFollow }}
                isCurrent={folder.path === current}
              />
            ))}
          </ul>
          <Dialog title={words.otherFolders} isOpen={editing} onClose={() => setEditing(false)}>
            <WhenLoaded rows={4}>
              <FolderEditor box={box} folders={folders} />
            </WhenLoaded>
          </Dialog>
        </>
      )}
      <LabelLinks box={box} onFollow={onFollow} />
      <SideLinks box={box} onFollow={onFollow} />
    </>
  )
})

interface FolderLinkProps {
  readonly box: BoxView
  readonly folder: FolderView
  readonly isCurrent: boolean
  readonly onFollow: (() => void) | undefined
}

const FolderLink = memo(function FolderLink({ box, folder, isCurrent, onFollow }: FolderLinkProps) {
  const words = useWords().frame
  const format = useFormat()
  const Icon = folder.role === null ? Folder : icons[folder.role]
  const name = folderName(folder, words.roles)
  const depth = folder.role === null ? folder.path.split('/').length - 1 : 0
  const style: CSSProperties = { marginInlineStart: depth * 14 }
  const drop = useDropTarget((rows) => actionOn(folder, box.id, rows))
  if (!folder.opens)
    return (
      <li className="folder-level" style={style}>
        <Icon aria-hidden /> <span className="cut">{name}</span>
      </li>
    )
  // Drafts wait to be sent whether they were read or not, and what was put off waits for its hour.
  const ofAll = folder.role === 'drafts' || folder.role === 'snoozed'
  const count = ofAll ? folder.total : folder.role === 'sent' ? 0 : folder.unread
  return (
    <li style={style} {...drop}>
      <Link
        href={folderAddress(box.address, folder.path)}
        onPress={() => onFollow?.()}
        {...(isCurrent ? { 'aria-current': 'page' } : {})}
      >
        <Icon aria-hidden />
        <span className="cut">{name}</span>
        {count > 0 && (
          <span className="folder-count">
            {format.number(count)}
            {!ofAll && <span className="heard"> {words.unread(count)}</span>}
          </span>
        )}
      </Link>
    </li>
  )
})

/** No folder of the box: it is there while something waits. */
function OutboxLink({
  box,
  waiting,
  current,
  onFollow,
}: Pick<FoldersProps, 'box' | 'waiting' | 'current' | 'onFollow'>) {
  const { compose } = useWords()
  const format = useFormat()
  return (
    <li>
      <Link
        href={folderAddress(box.address, outbox)}
        onPress={() => onFollow?.()}
        {...(current === outbox ? { 'aria-current': 'page' } : {})}
      >
        <CalendarClock aria-hidden />
        <span className="cut">{compose.outbox.title}</span>
        {waiting > 0 && <span className="folder-count">{format.number(waiting)}</span>}
      </Link>
    </li>
  )
}
