// The ticket of docs/tickets.md by PDFKit and qrcode: the same page, fonts and texts. Prints milliseconds and bytes of a warm run.
import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'

const [folder, count] = process.argv.slice(2)
const ticket = JSON.parse(readFileSync(0, 'utf8'))
const [regular, bold] = ['Inter-Regular.ttf', 'Inter-Bold.ttf'].map(name => readFileSync(`${folder}/${name}`))
const mm = 72 / 25.4

function render() {
  return new Promise(resolve => {
    const pdf = new PDFDocument({ size: 'A4', margin: 0 })
    const parts = []
    pdf.on('data', part => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)))
    pdf.registerFont('regular', regular).registerFont('bold', bold)
    pdf.rect(15 * mm, 15 * mm, 180 * mm, 42 * mm).fill('#22245a')
    const text = (font, size, color, value, x, y) => pdf.font(font).fontSize(size).fillColor(color).text(value, x * mm, y * mm, { lineBreak: false })
    text('bold', 27, '#ffffff', ticket.eventTitle, 26, 26)
    text('regular', 10.5, '#ccccff', ticket.organizerName, 26, 42)
    const fields = [['DATE', ticket.date], ['TIME', ticket.time], ['VENUE', `${ticket.venueName}, ${ticket.venueAddress}`], ['NAME', ticket.holderName], ['TICKET', ticket.ticketTypeName]]
    fields.forEach(([label, value], row) => {
      text('bold', 7.5, '#6b7085', label, 26, 70 + row * 14)
      text('bold', 13.5, '#16182b', value, 26, 74 + row * 14)
    })
    text('bold', 28, '#16182b', ticket.code, 26, 160)
    text('regular', 8, '#6b7085', ticket.registrationId, 26, 280)
    const { modules } = QRCode.create([{ data: ticket.qr, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' })
    const size = 66 * mm / modules.size
    for (let y = 0; y < modules.size; y++)
      for (let x = 0; x < modules.size; x++) if (modules.get(x, y)) pdf.rect(118 * mm + x * size, 66 * mm + y * size, size, size)
    pdf.fill('#16182b')
    pdf.end()
  })
}

let bytes = 0
for (let i = 0; i < 20; i++) bytes = (await render()).length
const begun = process.hrtime.bigint()
for (let i = 0; i < +count; i++) await render()
console.log(JSON.stringify({ milliseconds: Number(process.hrtime.bigint() - begun) / 1e6 / +count, bytes }))
