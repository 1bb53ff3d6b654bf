namespace KnowledgeBase.Benchmarks.Contracts;

public sealed partial record Vocabulary
{
    public static Vocabulary English { get; } = new(
        ["Purchase Agreement", "Lease Agreement", "Master Services Agreement", "Employment Agreement", "Software Licence", "Non-Disclosure Agreement"],
        " ",
        Of(
            ("party", "the Buyer|the Seller|the Customer|the Provider|the Landlord|the Tenant|the Employer|the Licensor"),
            ("thing", "the Equipment|the Services|the Software|the Premises|the Deliverables|the Spare Parts|the Documentation|the Prototype"),
            ("place", "Singapore|Rotterdam|Shanghai|Hamburg|Birmingham|Toronto|Osaka|Dublin"),
            ("paper", "a valid invoice|an acceptance certificate|a written notice|a bill of lading|a change order|an inspection report"),
            ("fault", "delays delivery|fails to pay when due|discloses Confidential Information|delivers defective goods|assigns this Agreement without consent|suspends performance"),
            ("court", "the courts of England|the Singapore International Arbitration Centre|the International Chamber of Commerce|the courts of Shanghai"),
            ("event", "an earthquake|a flood|an epidemic|a strike|an act of government|a failure of the public grid")),
        [
            About("Scope", "{party} shall supply {thing} in {n} lots as listed in the schedules to this Agreement.", "{thing} shall be installed in {place}, and {party} shall prepare the site at its own cost.", "Later upgrades of {thing} are not part of this Agreement unless agreed in {paper}."),
            About("Price and Payment", "The price is USD {sum}, of which {percent} is due within {n} days after {party} has received {paper}.", "The balance of USD {sum} falls due {n} business days after acceptance of {thing}.", "If {party} does not provide {paper}, the time for payment is extended accordingly."),
            About("Delivery and Risk", "{party} shall deliver {thing} to {place} within {n} days after the effective date.", "Risk in {thing} passes to {party} upon signature of {paper}.", "Partial deliveries below USD {sum} require the consent of {party}."),
            About("Acceptance", "{party} shall inspect {thing} within {n} business days and issue {paper}.", "If more than {percent} of {thing} fail the inspection, {party} may reject the whole lot."),
            About("Warranty", "{party} warrants {thing} against defects for {n} months from acceptance.", "During the warranty period {party} shall respond within {n} hours and repair {thing} within {n} days."),
            About("Liability", "Where {party} {fault}, it shall pay liquidated damages of {percent} of the price for each week of default.", "If {party} {fault} for more than {n} days, the other party may terminate this Agreement with immediate effect.", "The total liability of {party} shall not exceed USD {sum}."),
            About("Confidentiality", "{party} shall keep all information about {thing} confidential for {n} years after termination.", "Disclosure required by law is permitted if {party} gives {n} days' notice."),
            About("Rent and Use", "The monthly rent is USD {sum}, payable by {party} before the first day of each month.", "{party} shall not alter {thing} in {place} without {paper}."),
            About("Employment Terms", "Working time in {place} shall not exceed {n} hours per week.", "{party} may end the employment by giving {n} days' written notice."),
            About("Force Majeure", "If {event} prevents performance, {party} shall notify the other party within {n} days.", "If {event} lasts longer than {n} days, either party may terminate this Agreement without liability."),
            About("Termination and Disputes", "If {party} {fault} and does not remedy this within {n} days, the other party may terminate.", "Disputes are finally settled by {court} in {place}."),
        ]);
}
