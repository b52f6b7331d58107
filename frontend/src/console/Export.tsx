import { useState } from 'react'
import { api, data } from '../api/client'
import { asProblem } from '../api/problem'
import { Button, toast, useProblemText } from '../ui'
import { downloadIcon } from '../ui/icons/site'
import { useTexts } from './areas/texts/orders'

/** Requests the report and downloads it: one line for each place of every registration, in any status. */
export function Export({ eventId }: { eventId: string }) {
  const t = useTexts()
  const problemText = useProblemText()
  const [busy, setBusy] = useState(false)
  const download = async () => {
    setBusy(true)
    try {
      const report = await data(api.POST('/events/{eventId}/report', { params: { path: { eventId } } }))
      const link = document.createElement('a')
      link.href = report.url
      link.download = `${eventId}.csv`
      link.click()
      toast(report.complete ? t.export.done(report.lines) : t.export.part(report.lines), report.complete ? 'good' : 'neutral')
    } catch (error) {
      toast(problemText(asProblem(error)), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={downloadIcon} busy={busy} onClick={() => void download()}>
      {t.export.action}
    </Button>
  )
}
