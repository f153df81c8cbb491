// The name of a commune as the way to its page. The département is a tenant too and has no such page: its name stands alone.

import { Link } from 'react-aria-components'
import { useSession } from '../session.tsx'

interface CommuneLinkProps {
  readonly commune: { readonly id: string; readonly name: string }
  /** A part of its page: `/boites`. */
  readonly part?: string
  /** What the link says in place of the name. */
  readonly children?: string
}

export function CommuneLink({ commune, part = '', children = commune.name }: CommuneLinkProps) {
  const { commune: own } = useSession()
  if (own.kind === 'department' && own.id === commune.id) return <b>{children}</b>
  return <Link href={`/communes/${commune.id}${part}`}>{children}</Link>
}
