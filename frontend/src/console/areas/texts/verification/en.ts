import { number } from '../../../../i18n/format'
import shell from '../../../texts/en'

type Side = 'front' | 'back' | 'page'
const sides: Record<Side, string> = { front: 'Front', back: 'Back', page: 'Page' }

const en = {
  ...shell,
  verification: {
    title: 'Verification',
    lead: 'Everyone who sells tickets for money here shows an identity document once.',
    privacy:
      'Only administrators of this platform can open your papers, each time is recorded, and papers and number are erased 365 days after the upload.',
    states: {
      none: { title: 'Not verified yet', text: 'Upload a photo or scan of your document, fill in its details and send both.' },
      draft: {
        title: 'Not sent yet',
        text: 'Your papers are uploaded. Fill in the details and send them; unsent papers are deleted after 30 days.',
      },
      pending: {
        title: 'Being reviewed',
        text: 'You get an e-mail with the decision. There is nothing to do until then.',
      },
      moreInfo: { title: 'More is needed', text: 'Upload what the reviewer asks for, then send your papers again within 30 days.' },
      approved: { title: 'Verified', text: 'You can publish events with paid tickets.' },
      rejected: { title: 'Not accepted', text: 'You can try again with other papers.' },
      revoked: {
        title: 'Verification withdrawn',
        text: 'You cannot publish paid events at the moment. To be verified again, send your papers once more.',
      },
    },
    note: 'The reviewer writes:',
    create: 'Create an event',
    sent: 'What you sent',
    details: 'Details of the document',
    documentType: 'Document',
    types: {
      passport: 'Passport',
      identityCard: 'Identity card',
      drivingLicence: 'Driving licence',
      aadhaar: 'Aadhaar card',
      pan: 'PAN card',
    },
    documentNumber: 'Document number',
    numberEnd: (end: string) => `ends with ${end}`,
    legalName: 'Name as on the document',
    issuingCountry: 'Issuing country',
    expiresOn: 'Valid through',
    submittedAt: 'Sent on',
    decidedAt: 'Decided on',
    papersGoneAt: 'Papers will be erased on',
    papers: 'Photos or scans',
    paper: (n: number, side: Side | null) => (side ? `Paper ${number(n)}: ${sides[side]}` : `Paper ${number(n)}`),
    side: 'What the next file shows',
    sides,
    sentBefore: 'Sent before',
    add: 'Add a photo or scan',
    hint: 'JPEG, PNG or PDF, up to 10 MB. All four corners have to be visible.',
    uploading: 'Uploading…',
    added: 'File uploaded',
    removed: 'File deleted',
    delete: 'Delete',
    remove: (paper: string) => `Delete ${paper}`,
    ask: 'Delete this file?',
    askText: 'You can upload another one.',
    wrongType: 'Choose a JPEG, PNG or PDF file.',
    tooLarge: (n: string) => `This file is larger than ${n} MB. Choose a smaller one.`,
    missing: 'Upload a photo or scan of the document first.',
    wrongNumber: 'Enter 4 to 40 letters and digits, as printed on the document.',
    send: 'Send for review',
    sendHint: 'After that nothing can be changed until there is a decision.',
    done: 'Your papers are sent.',
  },
  /** Refusals by code, in addition to those of the console. */
  problems: {
    already_verified: 'You are verified already.',
    kyc_under_review: 'Your papers are being reviewed. They can be changed after the decision.',
    too_many_documents: 'Six files are the maximum. Delete one first.',
    too_many_requests_made: 'You have sent papers five times within a year. Please contact the operators of this platform.',
    document_missing: 'Upload a photo or scan of the document first.',
    document_expired: 'This document has expired. Use one that is still valid.',
    invalid_date: 'Enter a date such as 2030-05-31.',
    unknown_document: 'One of the files is gone. Reload the page and upload it again.',
    wrong_content: 'One of the files did not arrive, or is not a JPEG, PNG or PDF file. Delete it and upload it again.',
  } as Record<string, string>,
}

export default en
