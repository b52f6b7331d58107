import { useAction } from '../ui/action'
import { useTexts } from './areas/texts/orders'
import { ReportButton } from './ReportButton'

/** Downloads the report of an event: one line for each place of every registration, in any status. */
export function Export({ eventId }: { eventId: string }) {
  const t = useTexts()
  const report = useAction('POST /events/{eventId}/report')
  return <ReportButton busy={report.busy} make={() => report.run({ path: { eventId } })} file={`${eventId}.csv`} texts={t.export} />
}
