// A manager of an organization has another system told what happens: the receiver of the local cloud gets signed messages.
import { createHmac } from 'node:crypto'

const visible = locator => locator.waitFor({ state: 'visible' })

export default async function ({ newPage, services, publishedEvent, inspect, until }) {
  const description = `Accounting ${crypto.randomUUID().slice(0, 4)}`
  const received = async () => (await fetch(services.webhooks.inbox, { headers: { Accept: 'application/json' } })).json()
  const { organizationId } = await publishedEvent({ title: 'Told evening' })

  const page = await newPage({ as: 'organizer@example.com' })
  const button = (name, on = page) => on.getByRole('button', { name, exact: true })
  page.expected.push(/status of 422 .*\/webhook-endpoints/)
  await page.goto(`/console/${organizationId}/members`)
  await button('Organization').press('Enter')
  await page.getByRole('menuitem', { name: 'Webhooks' }).click()
  await visible(page.getByRole('heading', { level: 1, name: 'Webhooks' }))
  await button('Add webhook').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address').fill('http://10.0.0.1/messages')
  await dialog.getByLabel('Description').fill(description)
  await button('Add webhook', dialog).click()
  await visible(dialog.getByText('This is no https address of a server on the public internet.'))
  await inspect(page, 'console-add-webhook')
  await dialog.getByLabel('Address').fill(services.webhooks.inbox)
  await dialog.getByLabel('All messages').uncheck()
  await button('Add webhook', dialog).click()
  await visible(dialog.getByText('Choose at least one.'))
  await dialog.getByLabel('Event published').check()
  await button('Add webhook', dialog).click()
  const shown = page.getByRole('dialog', { name: 'Secret of the webhook' })
  const secret = await shown.locator('code').textContent()
  await inspect(page, 'console-webhook-secret')
  await button('Done', shown).click()

  await page.getByRole('row').filter({ hasText: description }).getByRole('link').click()
  await visible(page.getByText(description))
  await button('Send a test').click()
  await visible(page.getByText(/^The receiver answered 204 after /))

  const event = await publishedEvent({ title: 'Told of' })
  const of = message => JSON.parse(message.body)
  const signed = ({ id, body }, timestamp) =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  // The demo's webhook leads to the same receiver, under another secret.
  const message = await until(
    async () => (await received()).filter(it => of(it).data.eventId === event.eventId).find(it => it.signature === signed(it, it.timestamp)),
    'No message is signed with the secret.',
  )
  if (of(message).type !== 'event.published') throw new Error(`The message is of the type ${of(message).type}.`)

  // Other specs publish events of this organization, too.
  const again = page.getByRole('button', { name: `Send again: ${message.id}` })
  const row = page.getByRole('row').filter({ has: again })
  await visible(row.getByText('Delivered', { exact: true }))
  await row.getByText(/^Message and answers/).click()
  await visible(row.getByText(event.eventId).first())
  await page.setViewportSize({ width: 320, height: 800 })
  await inspect(page, 'console-webhook')
  await again.click()
  await visible(page.getByText('The message will be sent again.'))
  await until(async () => (await received()).filter(it => it.id === message.id).length === 2, 'The message has not come again.')

  await button('Change secret').click()
  await button('Change secret', page.getByRole('dialog')).click()
  const next = page.getByRole('dialog', { name: 'Secret of the webhook' })
  if ((await next.locator('code').textContent()) === secret) throw new Error('The secret has not changed.')
  await button('Done', next).click()
  await button('Switch off').click()
  await visible(page.getByText('Nothing is sent. What happens now is not sent later.'))
  await button('Delete').click()
  await button('Delete', page.getByRole('dialog')).click()
  await visible(page.getByRole('heading', { level: 1, name: 'Webhooks' }))
  await page.getByRole('row').filter({ hasText: description }).waitFor({ state: 'detached' })
}
