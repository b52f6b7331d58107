using System.Globalization;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

internal sealed class Spanish : MailTexts
{
    public static readonly Spanish Instance = new();

    public override string Language => "es";

    public override string Hello(string name) => $"Hola, {name}:";

    public override string YourTickets(int tickets, string title) => $"{Your(tickets)} para {title}";

    public override string Confirmed(int tickets) => $"Su pedido está confirmado. {Attached(tickets)}";

    public override string Attached(int tickets) =>
        $"{(tickets == 1 ? "Adjuntamos su entrada" : $"Adjuntamos sus {tickets} entradas")}; muestre el código QR en el acceso.";

    public override string Line(int quantity, string type, string price) => $"{quantity} × {type}, {price} cada una";

    public override string Tax(TaxRate? rate, bool included) =>
        (rate, included) switch
        {
            (null, true) => "IVA incluido",
            (null, false) => "impuestos no incluidos",
            ({ Percent: 0 }, _) => "sin impuestos",
            _ => $"{(rate.Name == TaxName.Vat ? "IVA" : "impuestos")} del {Percent(rate)}\u00A0% {Included(rate.Name, included)}",
        };

    public override string Total => "Total";
    public override string Registration => "Pedido";
    public override string ToOrder => "Ver su pedido";
    public override string ToEvent => "Sobre el evento";

    public override string ToTicket(string holder) => $"Ver la entrada de {holder}";

    public override string EventCancelled(string title) => $"Cancelado: {title}";

    public override string EventIsCancelled => "Lo sentimos: el evento se ha cancelado y sus entradas ya no son válidas.";

    public override string OrganizerWrites(string reason) => $"El organizador escribe: {reason}";

    public override string IsBeingRefunded => "Le devolvemos lo que ha pagado.";

    public override string OrderCancelled(string title) => $"Cancelado: su pedido para {title}";

    public override string OrderIsCancelled => "Su pedido se ha cancelado y sus entradas ya no son válidas.";

    public override string TicketsCancelled(int tickets, string title) =>
        tickets == 1 ? $"Cancelada: su entrada para {title}" : $"Canceladas: sus entradas para {title}";

    public override string TicketsAreCancelled(int tickets) =>
        $"Se ha cancelado el pedido con {(tickets == 1 ? "su entrada" : "sus entradas")}. Por eso, esto ya no es válido:";

    public override string RefundOf(string title) => $"Reembolso de {title}";

    public override string IsRefunded(string amount) => $"Le hemos devuelto {amount}.";

    public override string LatePayment(string title) => $"Devuelto: su pago para {title}";

    public override string LatePaymentIsRefunded(string amount) =>
        $"Su pago llegó cuando sus plazas ya se habían liberado y vendido. Le hemos devuelto {amount}.";

    public override string EventChanged(string title) => $"Cambios: {title}";

    public override string EventIsChanged =>
        "Ha cambiado un evento para el que tiene entradas. Sus entradas siguen siendo válidas: los códigos son los mismos.";

    public override string Title => "Título";
    public override string DateAndTime => "Fecha y hora";
    public override string Place => "Lugar";
    public override string Doors => "Apertura de puertas";
    public override string NotAnnounced => "sin anunciar";
    public override string Before => "Antes";
    public override string Now => "Ahora";
    public override string Until => "a";

    public override string MayCancelUntil(string when) =>
        $"Si no puede venir, puede cancelar su pedido hasta el {when}, y le devolveremos lo que ha pagado.";

    public override string WhyWritten => "Recibe este mensaje del organizador porque tiene entradas para el evento.";

    public override string YourOrders => "Sus pedidos";
    public override IReadOnlyList<string> OrdersFound =>
        [
            "Estos son los pedidos que se hicieron con esta dirección. Quien tiene un enlace puede ver el pedido: no lo comparta.",
            "Si no ha solicitado este correo, no tiene que hacer nada.",
        ];

    public override string OrganizedBy(string name) => $"Organiza: {name}.";

    public override string AnswerToReach => "Si responde a este correo, le escribe al organizador.";

    protected override DateTimeFormatInfo Names { get; } =
        Named(
            ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
            ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
        );
    protected override string DateFormat => "dddd, d 'de' MMMM 'de' yyyy";
    protected override NumberFormatInfo Numbers { get; } = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    protected override string WithCurrency(string number, string currency, bool isSign) => $"{number}\u00A0{currency}";

    private static string Included(TaxName name, bool included) =>
        (name == TaxName.Vat, included) switch
        {
            (true, true) => "incluido",
            (true, false) => "no incluido",
            (false, true) => "incluidos",
            (false, false) => "no incluidos",
        };

    private static string Your(int tickets) => tickets == 1 ? "Su entrada" : "Sus entradas";
}
