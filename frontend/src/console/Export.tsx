import { useAction } from '../ui/action'
import { useTexts } from './areas/texts/orders'
import { ReportButtons } from './ReportButtons'

/** Downloads the report of an event: one line for each place of every registration, in any status. */
export function Export({ eventId }: { eventId: string }) {
  const t = useTexts()
  const report = useAction('POST /events/{eventId}/report')
  return (
    <ReportButtons
      busy={report.busy}
      make={format => report.run({ path: { eventId }, body: { format } })}
      file={eventId}
      texts={t.export}
    />
  )
}
