// The menu: the screens that one may open, in groups, and how the platform is.

import { Link } from 'react-aria-components'
import { useLocation } from 'wouter'
import { useFormat } from '#ui/format/use-format.ts'
import { useAnswer } from '../queries.ts'
import { overallOf } from '../service/overall-state.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { type Screen, screenAt, screens } from './screens.ts'

const groups = [undefined, 'communes', 'messages', 'control'] as const

export function MenuLinks({ onFollow }: { readonly onFollow?: () => void }) {
  const words = useWords()
  const { may, commune } = useSession()
  // Whoever looks after one commune finds what is to do, and its rules, on its page, which is the first screen there.
  const elsewhere = commune.kind === 'commune' ? ['account', 'toDo', 'leaks'] : ['account']
  const open = screens.filter(({ permission, name }) => may(permission) && !elsewhere.includes(name))
  return (
    <div className="menu">
      {groups.map((group) => (
        <MenuGroup
          key={group ?? 'top'}
          title={group === undefined ? null : words.frame.groups[group]}
          screens={open.filter((screen) => screen.group === group)}
          onFollow={onFollow}
        />
      ))}
      {open.length === 0 && (
        <MenuGroup
          title={null}
          screens={screens.filter(({ name }) => name === 'account')}
          onFollow={onFollow}
        />
      )}
      {may('read:status') && <PlatformState />}
    </div>
  )
}

interface MenuGroupProps {
  readonly title: string | null
  readonly screens: readonly Screen[]
  readonly onFollow: (() => void) | undefined
}

function MenuGroup({ title, screens: shown, onFollow }: MenuGroupProps) {
  const words = useWords()
  const { commune } = useSession()
  const [path] = useLocation()
  const current = screenAt(path)
  if (shown.length === 0) return null
  return (
    <div>
      {title !== null && <h2>{title}</h2>}
      <ul>
        {shown.map((screen) => (
          <li key={screen.name}>
            <Link
              href={screen.href}
              {...(onFollow === undefined ? {} : { onPress: onFollow })}
              {...(screen === current ? { 'aria-current': 'page' as const } : {})}
            >
              <screen.icon aria-hidden />
              {screen.name === 'communes' && commune.kind === 'commune'
                ? words.communes.mine
                : words.frame.screens[screen.name]}{' '}
              {screen.name === 'held' && <HeldCount />}
              {screen.name === 'queue' && <ApprovalCount />}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

const everyMinute = 60_000

/** How many held messages wait; nothing where there are none. */
function HeldCount() {
  const words = useWords().frame
  const format = useFormat()
  const { data } = useAnswer('GET /held/count', { query: {} }, { refetchMs: everyMinute })
  if (data === undefined || data.count === 0) return null
  return (
    <span className="menu-count">
      {format.number(data.count)} <span className="heard">{words.heldWaiting(data.count)}</span>
    </span>
  )
}

/** How many outgoing messages wait for somebody's agreement; what waits for a server is nobody's to do. */
function ApprovalCount() {
  const words = useWords().frame
  const format = useFormat()
  const { data } = useAnswer('GET /queue/count', { query: {} }, { refetchMs: everyMinute })
  if (data === undefined || data.approval === 0) return null
  return (
    <span className="menu-count">
      {format.number(data.approval)} <span className="heard">{words.approvalWaiting(data.approval)}</span>
    </span>
  )
}

function PlatformState() {
  const words = useWords()
  const format = useFormat()
  const { data, error } = useAnswer('GET /status', {}, { refetchMs: everyMinute })
  if (data === undefined || data.state === 'unknown') return null
  const { is, count } = overallOf(data, error === null)
  return (
    <p className="menu-foot">
      <b>{is === 'healthy' ? words.frame.foot.healthy : words.status.overall[is](count)}</b>
      {data.checkedAt !== null && words.frame.foot.checked(format.time(data.checkedAt))}
    </p>
  )
}
