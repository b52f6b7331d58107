import { asProblem } from '../problem'
import { Button, toast, useProblemText } from '../ui'
import { useAction } from '../ui/action'
import { downloadIcon } from '../ui/icons/site'
import { useTexts } from './areas/texts/orders'

/** Requests the report and downloads it: one line for each place of every registration, in any status. */
export function Export({ eventId }: { eventId: string }) {
  const t = useTexts()
  const report = useAction('POST /events/{eventId}/report')
  const problemText = useProblemText()
  const download = async () => {
    const made = await report.run({ path: { eventId } })
    const link = document.createElement('a')
    link.href = made.url
    link.download = `${eventId}.csv`
    link.click()
    toast(made.complete ? t.export.done(made.lines) : t.export.part(made.lines), made.complete ? 'good' : 'neutral')
  }
  return (
    <Button
      icon={downloadIcon}
      busy={report.busy}
      onClick={() => void download().catch(error => toast(problemText(asProblem(error)), 'bad'))}
    >
      {t.export.action}
    </Button>
  )
}
