import type { RefusalTexts } from './codes.ts'

/** Every refusal as people say it, once. */
const refusal = {
  bad_request: { says: 'Wat je invulde, klopt niet.', next: 'Kijk het na en probeer opnieuw.' },
  too_many: { says: 'Er waren te veel pogingen.', next: 'Wacht een minuut en probeer opnieuw.' },
  signed_out: { says: 'Je bent niet meer aangemeld.', next: 'Meld je opnieuw aan.' },
  not_allowed: {
    says: 'Dit mag je niet met jouw rol.',
    next: 'Vraag het aan een teamleider of een beheerder.',
  },
  not_confirmed: {
    says: 'Je hebt nog niet bevestigd dat jij het bent.',
    next: 'Probeer opnieuw en bevestig.',
  },
  unknown: { says: 'Dit is er niet, of het is niet van jou.', next: 'Zoek het in de lijst.' },
  forbidden: { says: 'Deze vraag kwam niet van Setwacht zelf.', next: 'Open Setwacht opnieuw.' },
  not_found: { says: 'Dit kent de server niet.', next: 'Laad de pagina opnieuw.' },
  database_away: {
    says: 'We kunnen even niet aan de gegevens.',
    next: 'Er is niets verloren, probeer zo meteen opnieuw.',
  },
  failed: { says: 'Er ging iets mis aan onze kant.', next: 'Probeer zo meteen opnieuw.' },
  attempt_unknown: {
    says: 'Deze poging is verlopen, of begon in een andere browser.',
    next: 'Begin hier opnieuw.',
  },
  provider_refused: {
    says: 'Je organisatie liet het aanmelden niet toe.',
    next: 'Probeer opnieuw, of vraag het aan je ICT-dienst.',
  },
  provider_away: {
    says: 'De aanmelddienst van je organisatie antwoordt niet.',
    next: 'Probeer zo meteen opnieuw.',
  },
  no_second_factor: {
    says: 'Je meldde je aan zonder tweede stap.',
    next: 'Zet de tweede stap aan bij je werkaccount en probeer opnieuw.',
  },
  no_group: {
    says: 'Je werkaccount zit in geen groep van Setwacht.',
    next: 'Vraag je ICT-dienst om je toe te voegen.',
  },
  no_role: {
    says: 'We kennen je, maar je hebt nog geen rol.',
    next: 'Vraag een beheerder van Setwacht om een rol.',
  },
  account_disabled: { says: 'Je account is afgesloten.', next: 'Vraag een beheerder van Setwacht waarom.' },
  not_fresh: {
    says: 'Je organisatie vroeg je niet opnieuw wie je bent.',
    next: 'Probeer opnieuw, of vraag het aan je ICT-dienst.',
  },
  other_person: {
    says: 'Iemand anders heeft bevestigd dan wie is aangemeld.',
    next: 'Bevestig met je eigen werkaccount.',
  },
  link_unknown: { says: 'Deze link kennen we niet.', next: 'Kopieer de hele link, of vraag een nieuwe.' },
  link_used: { says: 'Deze link is al gebruikt.', next: 'Vraag een nieuwe, want een link werkt één keer.' },
  link_expired: { says: 'Deze link is ouder dan tien minuten.', next: 'Vraag een nieuwe.' },
  link_over: {
    says: 'Deze link werkt niet meer.',
    next: 'Wat je al antwoordde, hebben we.',
  },
  wrong_recipient: {
    says: 'Dit is geen gewoon e-mailadres.',
    next: 'Geef één adres, zonder komma of haakjes.',
  },
  too_many_mails: {
    says: 'Er gingen het laatste uur al genoeg mails.',
    next: 'Bel, of wacht een uur.',
  },
  no_mail_server: {
    says: 'Er is geen mailserver ingesteld.',
    next: 'Vraag het aan wie de server beheert.',
  },
  wrong_push_key: { says: 'Je browser gaf een verkeerde sleutel.', next: 'Zet meldingen uit en weer aan.' },
  no_push: { says: 'Geen van je browsers krijgt meldingen.', next: 'Zet meldingen eerst aan.' },
  no_own_address: {
    says: 'We kennen geen e-mailadres van je.',
    next: 'Meld je aan met je werkaccount.',
  },
  link_sign_in: {
    says: 'Je kwam binnen met een link, niet met je werkaccount.',
    next: 'Bevestig met een nieuwe aanmeldlink.',
  },
  no_provider: {
    says: 'Aanmelden met een werkaccount is hier niet ingesteld.',
    next: 'Vraag een aanmeldlink.',
  },
  unknown_account: { says: 'Dit account kennen we niet.', next: 'Kies iemand uit de lijst.' },
  unknown_sign_in: { says: 'Deze aanmelding is al geëindigd.', next: '' },
  own_account: {
    says: 'Je eigen rollen en account kun je niet wijzigen.',
    next: 'Vraag het aan een andere beheerder.',
  },
  last_administrator: { says: 'Dan is er geen beheerder meer.', next: 'Maak eerst iemand anders beheerder.' },
  whole_log_only: {
    says: 'Met jouw rol zie je alleen je eigen handelingen.',
    next: 'Vraag het aan een beheerder.',
  },
  unknown_location: { says: 'Locatie {{where}} kennen we niet.', next: 'Zoek de locatie in de lijst.' },
  number_taken: { says: 'Een andere locatie heeft deze nummers al.', next: 'Kijk de nummers na.' },
  half_a_number: { says: 'Vul beide nummers in, of geen van beide.', next: '' },
  home_without_name: { says: 'Een thuisadres heeft hier geen naam.', next: 'Laat de naam leeg.' },
  not_a_school: { says: 'Dit bestaat alleen voor scholen.', next: 'Kies een school.' },
  not_a_home: { says: 'Alleen een thuislocatie heeft hier een adres.', next: 'Kies een thuislocatie.' },
  hours_overlap: { says: 'Deze uren overlappen.', next: 'Laat ze na elkaar komen.' },
  hours_wrong_order: { says: 'Het einde moet na het begin komen.', next: 'Kijk de uren na.' },
  at_home: {
    says: 'Een thuislocatie is nooit gesloten.',
    next: 'Kies een school, een ziekenhuis of een magazijn.',
  },
  too_many_closed_days: { says: 'Deze plaats heeft te veel gesloten dagen.', next: 'Haal er eerst een weg.' },
  not_closed: { says: 'Deze dag was hier niet als gesloten ingevuld.', next: '' },
  unknown_day: { says: 'Deze dag bestaat niet.', next: 'Kies een andere dag.' },
  unknown_act: { says: 'Zo een handeling kent het logboek niet.', next: 'Kies er een uit de lijst.' },
  unknown_duty: { says: 'Deze dienst is er niet meer.', next: 'Kijk in de lijst.' },
  not_taken_over: { says: 'Deze dienst nam je niet over.', next: 'Kies een dienst die je overnam.' },
  unknown_wall: { says: 'Dit scherm is er niet meer.', next: 'Kijk in de lijst.' },
  duty_over: { says: 'Deze dienst is voorbij.', next: 'Kies een dienst die nog komt.' },
  duty_too_long: { says: 'Een dienst duurt hoogstens twaalf uur.', next: 'Maak er twee diensten van.' },
  duty_wrong_order: { says: 'Het einde van de dienst komt voor het begin.', next: 'Kijk de uren na.' },
  not_for_duty: {
    says: 'Deze persoon kan geen dienst doen.',
    next: 'Kies iemand van de helpdesk of een teamleider.',
  },
  twice_at_once: { says: 'Deze persoon heeft dan al dienst.', next: 'Kies andere uren, of iemand anders.' },
  no_monday: { says: 'De eerste dag moet een maandag zijn.', next: 'Kies een maandag.' },
  unknown_set: { says: 'Set {{where}} kennen we niet.', next: 'Kijk het label na.' },
  serial_taken: {
    says: 'Een ander onderdeel heeft serienummer {{where}} al.',
    next: 'Kijk het nummer na.',
  },
  set_in_pair: { says: 'Set {{where}} zit al in een ander duo.', next: 'Kies een andere set.' },
  wrong_kind: { says: 'Set {{where}} is voor de andere kant gemaakt.', next: 'Kies een andere set.' },
  set_has_device: {
    says: 'Set {{where}} heeft nog een toestel in gebruik.',
    next: 'Neem dat toestel eerst uit dienst.',
  },
  unknown_device: { says: 'Dit toestel kennen we niet.', next: 'Laad de pagina opnieuw.' },
  no_device: { says: 'Set {{where}} heeft geen toestel.', next: 'Registreer eerst een toestel.' },
  not_connected: {
    says: 'Set {{where}} is niet verbonden.',
    next: 'Probeer opnieuw als de set verbonden is.',
  },
  questioned: {
    says: 'Het toestel van set {{where}} is te controleren.',
    next: 'Een beheerder moet eerst beslissen.',
  },
  wrong_state: { says: 'Dat kan nu niet met dit toestel.', next: 'Laad de pagina opnieuw en kijk wat kan.' },
  too_many_questions: {
    says: 'Er wachten te veel vragen op antwoord.',
    next: 'Probeer over een halve minuut opnieuw.',
  },
  unknown_help: { says: 'Deze hulpvraag is er niet meer.', next: 'Kijk op Nu wie hulp vraagt.' },
  help_taken: { says: 'Een collega helpt hier al.', next: '' },
  help_over: { says: 'Deze hulpvraag is al voorbij.', next: '' },
  help_not_taken: { says: 'Niemand had deze hulpvraag genomen.', next: '' },
  help_open: { says: 'Deze hulpvraag is nog open.', next: '' },
  help_too_late: {
    says: 'Te lang geleden gesloten, of de set vraagt opnieuw hulp.',
    next: 'Kijk op Nu wie hulp vraagt.',
  },
  no_authority: { says: 'De server kan nu geen codes maken.', next: 'Vraag het aan wie de server beheert.' },
  unknown_token: { says: 'Deze code kennen we niet.', next: 'Maak een nieuwe code.' },
  token_not_open: {
    says: 'Deze code is al gebruikt, verlopen of ingetrokken.',
    next: 'Maak een nieuwe code.',
  },
  unknown_trajectory: { says: 'Traject {{where}} kennen we niet.', next: 'Zoek het in de lijst.' },
  unknown_pause: { says: 'Deze pauze is er niet meer.', next: '' },
  wrong_place: { says: 'Locatie {{where}} past niet bij deze kant.', next: 'Kies een andere locatie.' },
  unknown_counsellor: { says: 'Deze consulent kennen we niet.', next: 'Kies iemand uit de lijst.' },
  not_yours_to_give: {
    says: 'Alleen een teamleider geeft een traject aan iemand anders.',
    next: 'Vraag het aan een teamleider.',
  },
  wrong_side: { says: 'Deze stap hoort niet bij die kant.', next: '' },
  wrong_day: { says: 'Die dag kan niet kloppen.', next: 'Kies een andere dag.' },
  registered_already: { says: 'Beide handtekeningen zijn er.', next: 'Kies “stop beslist”.' },
  pause_wrong_order: { says: 'De laatste dag komt voor de eerste.', next: 'Kijk de dagen na.' },
  pause_overlaps: { says: 'Er is al een pauze in die dagen.', next: 'Kies andere dagen.' },
  too_many_pauses: { says: 'Meer pauzes kan dit traject niet hebben.', next: 'Haal er eerst een weg.' },
  unknown_owner: { says: 'Dit traject of deze locatie kennen we niet.', next: 'Zoek in de lijst.' },
  unknown_contact: { says: 'Deze contactpersoon is er niet meer.', next: 'Laad de pagina opnieuw.' },
  too_many_contacts: { says: 'Meer contactpersonen kunnen hier niet staan.', next: 'Haal er eerst een weg.' },
  no_such_day: { says: 'Op deze dag zijn er geen lessen te zien.', next: 'Kies een andere dag.' },
  unknown_day_change: { says: 'Deze wijziging van de dag is er niet meer.', next: 'Laad de pagina opnieuw.' },
  change_over: { says: 'Dat moment is voorbij.', next: 'Kies een moment dat nog komt.' },
  until_over: { says: 'Dat uur is voorbij.', next: 'Kies een later uur.' },
  too_far: { says: 'Dat is te ver vooruit.', next: 'Kies een dag binnen 400 dagen.' },
  not_a_calendar: { says: 'Deze kalender kunnen we niet lezen.', next: 'Kies een iCalendar-bestand (.ics).' },
  no_lessons: {
    says: 'Deze kalender heeft geen lessen in de komende twaalf weken.',
    next: 'Kies een ander bestand.',
  },
  too_many_events: { says: 'Deze kalender houdt te veel in.', next: 'Kies een kalender met minder lessen.' },
  not_a_table: {
    says: 'Dit is geen CSV of XLSX die we kunnen lezen.',
    next: 'Bewaar de lijst als CSV of XLSX en probeer opnieuw.',
  },
  other_kind: {
    says: 'Dit is geen CSV of XLSX, maar {{where}}.',
    next: 'Open het in je rekenblad en bewaar het als XLSX of CSV.',
  },
  password_needed: {
    says: 'Deze werkmap opent alleen met een wachtwoord.',
    next: 'Bewaar ze zonder wachtwoord en probeer opnieuw.',
  },
  too_large: {
    says: 'Dit bestand is te groot.',
    next: 'Splits de lijst in bestanden van hoogstens {{size}} MB.',
  },
  unpacks_too_large: {
    says: 'Deze werkmap is uitgepakt te groot.',
    next: 'Kopieer de lijst naar een nieuwe werkmap, of bewaar ze als CSV.',
  },
  too_heavy: {
    says: 'Dit bestand lezen duurt te lang.',
    next: 'Bewaar de lijst als CSV en probeer opnieuw.',
  },
  too_many_columns: {
    says: 'Dit bestand heeft te veel kolommen.',
    next: 'Neem alleen de kolommen mee die je inleest.',
  },
  too_many_rows: {
    says: 'Dit bestand heeft te veel rijen.',
    next: 'Splits de lijst in bestanden van hoogstens {{rows}} rijen.',
  },
  no_columns: {
    says: 'We herkennen geen enkele kolom.',
    next: 'Zet kolomnamen op de eerste rij, zoals in het voorbeeldbestand.',
  },
  empty_file: { says: 'Dit bestand is leeg.', next: 'Kies een bestand waar rijen in staan.' },
  too_many_for_workbook: {
    says: 'Dit zijn te veel rijen voor één werkmap.',
    next: 'Exporteer als CSV, of met een filter.',
  },
  too_many_places: { says: 'Er zijn te veel locaties voor één bestand.', next: 'Exporteer met een filter.' },
  too_many_streams: { says: 'Er staan te veel vensters open.', next: 'Sluit er enkele.' },
} as const satisfies RefusalTexts

export const nl = { refusal } as const
