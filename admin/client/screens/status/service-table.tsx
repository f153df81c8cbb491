// Services in lines: the worst first, what each is for, and under one that is not well what that means and what to do.
// Without real signatures the antivirus says so however well it is.

import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { onlyTestSignatures } from '../../service/only-test-signatures.ts'
import { useWords } from '../../words/words.tsx'

export type Service = AdminAnswer<'GET /status'>['services'][number]

const kinds: Readonly<Record<Service['state'], StateKind>> = {
  healthy: 'ok',
  starting: 'info',
  degraded: 'warn',
  stopped: 'bad',
  failed: 'bad',
  unknown: 'unknown',
}
const order: readonly Service['state'][] = ['failed', 'stopped', 'degraded', 'unknown', 'starting', 'healthy']

export const worstFirst = (services: readonly Service[]): readonly Service[] =>
  [...services].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))

export function ServiceTable({ services }: { readonly services: readonly Service[] }) {
  const { status: words } = useWords()
  return (
    <ul className="services">
      {worstFirst(services).map((service) => (
        <ServiceLine key={service.name} service={service} />
      ))}
      {services.length === 0 && <li>{words.noReport}</li>}
    </ul>
  )
}

function ServiceLine({ service }: { readonly service: Service }) {
  const { status: words } = useWords()
  const format = useFormat()
  const said = words.services[service.name]
  const well = service.state === 'healthy'
  return (
    <li>
      <div className="service-name">
        <b>{said?.name ?? service.name}</b>
        <small>{said?.does ?? ''}</small>
      </div>
      <div className="service-state">
        <StateLabel kind={kinds[service.state]}>{words.states[service.state]}</StateLabel>
        {service.since !== null && <small>{words.since(format.since(service.since))}</small>}
      </div>
      {onlyTestSignatures(service.detail) && (
        <div className="service-todo">
          <p>
            <b>{words.onlyTestSignatures}</b>
          </p>
        </div>
      )}
      {!well && (
        <div className="service-todo">
          <p>{words.todo[service.state]}</p>
          {service.detail !== '' && (
            <details>
              <summary>{words.detail}</summary>
              <code lang="en">{service.detail}</code>
            </details>
          )}
        </div>
      )}
    </li>
  )
}
