using System.Text.RegularExpressions;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>Finds urgent matters by the terms of the field, which people use in every language. It errs towards a person: one request more to look at costs less than a deadline missed.</summary>
internal static partial class UrgentMatters
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <returns>Null where there is none.</returns>
    public static UrgentMatter? Find(in OwnWords words)
    {
        var text = $"{words.Subject}\n{words.Body}";
        return Hole().IsMatch(text) && Finding().IsMatch(text) ? UrgentMatter.Security
            : Claim().IsMatch(text) ? UrgentMatter.Legal
            : AsksForOwnData(text) ? UrgentMatter.PersonalData
            : null;
    }

    public static string Describe(UrgentMatter matter) => matter switch
    {
        UrgentMatter.Security => "a security report",
        UrgentMatter.Legal => "a legal notice",
        _ => "a request about personal data",
    };

    private static bool AsksForOwnData(string text) => DataRight().IsMatch(text) || (DataLaw().IsMatch(text) && DataWish().IsMatch(text));

    [GeneratedRegex(
        """
        \bxss\b|cross.?site|sql.?injection|\bsqli\b|\bcsrf\b|\bssrf\b|\brce\b|remote code|path traversal|directory traversal|open redirect|\bidor\b|clickjacking|privilege escalation|\bcve-\d|vulnerabilit|injectable|\bexploit|
        """ + """
        security (hole|flaw|issue|bug|report|gap|leak|problem)|data (leak|breach)|(keys?|passwords?|tokens?|credentials) (\w+ ){0,3}(visible|exposed|leak|public)|(read|see|open|access)\w* (\w+ ){0,2}(other|another|someone else's|foreign) (\w+ )?(customers?|users?|people|persons?|accounts?|tenants?|compan)|
        """ + """
        sicherheitslücke|schwachstelle|sicherheitsleck|datenleck|datenpanne|vulnérabilité|faille|fuite de données|vulnerabilidad|fallo de seguridad|brecha de seguridad|vulnerabilità|falla di sicurezza|vulnerabilidade|falha de segurança|
        """ + """
        kwetsbaarheid|beveiligingslek|datalek|luk[aęi] (w )?(zabezpiecze|bezpiecze)|podatnoś|wyciek danych|脆弱性|セキュリティホール|情報漏(えい|洩)|漏洞|数据泄露
        """,
        Options)]
    private static partial Regex Hole();

    // A question about security is no report: somebody has found, tried or seen something.
    [GeneratedRegex(
        """
        \b(found|find|discovered|noticed|detected|report(ed|ing)?|disclos\w*|researchers?|bounty|proof of concept|poc|attacker|exploit\w*|allows?|leads? to|works? for any|affected|executes?|runs?|can (read|see|access|open)|able to|visible|exposed|leaked|injectable|tested)\b|
        """ + """
        gefunden|entdeckt|melde|gemeldet|angreifer|ausnutz|betroffen|trouvé|découvert|signal|permet|attaquant|encontrad|encontré|descub|reportar|permite|atacante|trovat|scopert|segnal|permette|encontrei|descobri|relatar|gevonden|ontdekt|meld|znala|odkry|zgłasz|pozwala|発見|見つけ|報告|发现|报告|存在
        """,
        Options)]
    private static partial Regex Finding();

    [GeneratedRegex(
        """
        \bdmca\b|cease.and.desist|take.?down (notice|request)|(infring|violat)\w* (\w+ ){0,4}(copyright|trade.?mark|patent|rights)|(copyright|trade.?mark|patent) (\w+ )?(infring|violat)|subpoena|court order|legal (notice|action|proceedings|steps)|law.?suit|\b(we|i) (will|shall|are going to) sue\b|(on behalf of|instructed by) (our|my) client|(our|my) (lawyer|attorney|solicitor)s?\b|
        """ + """
        abmahnung|unterlassung|urheberrecht\w* (\w+ ){0,2}verletz|verletz\w* (\w+ ){0,4}(urheber|marken)|rechtliche schritte|rechtsanwalt|anwaltlich|einstweilige verfügung|mise en demeure|contrefaçon|droits? d'auteur|poursuites judiciaires|assignation|mon avocat|notre avocat|
        """ + """
        derechos de autor|acciones legales|requerimiento legal|burofax|mi abogado|nuestro abogado|diffida|violazione (del|dei) (copyright|diritt)|azioni legali|il (mio|nostro) (avvocato|legale)|direitos autorais|direitos de autor|medidas judiciais|notificação extrajudicial|meu advogado|
        """ + """
        inbreuk op (\w+ )?(auteursrecht|merk)|auteursrecht|sommatie|juridische stappen|advocaat|naruszen\w* praw|prawa autorskie|kroki prawne|wezwanie przedsądowe|adwokat|著作権(を)?侵害|商標権|法的措置|弁護士|侵犯.{0,10}(版权|著作权|商标)|侵权|律师函|法律(责任|行动)
        """,
        Options)]
    private static partial Regex Claim();

    [GeneratedRegex(
        """
        right to (be forgotten|erasure|access)|(subject access|data subject|data access|erasure|data deletion) request|\bdsar\b|(delete|erase|remove|wipe|destroy)\w* (\w+ ){0,4}(my|our|his|her|all) (\w+ ){0,3}(personal )?(data|information)\b|(delete|erase|remove)\w* everything (\w+ ){0,4}about me|(everything|all) (\w+ ){0,4}(stored|hold|have|keep) (on|about) me|(copy|overview|export) of (\w+ ){0,3}(my|all) (\w+ )?(personal )?data\b|personal data you (hold|have|store|keep)|
        """ + """
        meine (\w+ ){0,2}daten (\w+ ){0,3}(löschen|gelöscht)|(löschen|löscht|lösche) (sie |bitte )*(\w+ ){0,3}meine (\w+ ){0,3}daten|löschung meiner|auskunft (\w+ ){0,6}(gespeicherte|daten)|recht auf (vergessen|löschung|auskunft)|droit (à l'oubli|à l'effacement|d'accès)|(supprim|effac)\w* (\w+ ){0,3}mes (\w+ )?données|
        """ + """
        derecho (al olvido|de supresión|de acceso)|(borr|elimin|suprim)\w* (\w+ ){0,3}mis datos|diritto (all'oblio|di accesso)|(cancell|elimin)\w* (\w+ ){0,3}i miei dati|direito (ao esquecimento|de acesso)|(apag|exclu|elimin)\w* (\w+ ){0,3}(os )?meus dados|
        """ + """
        (verwijder|wis)\w* (\w+ ){0,3}mijn (\w+ )?gegevens|recht op (vergetelheid|inzage)|usun\w* (\w+ ){0,3}moj\w+ (\w+ )?dan|prawo do (bycia zapomnianym|usunięcia)|個人情報.{0,12}(削除|開示)|(删除|清除).{0,8}个人(信息|数据)
        """,
        Options)]
    private static partial Regex DataRight();

    [GeneratedRegex(@"\b(gdpr|dsgvo|ds-gvo|rgpd|avg|rodo|ccpa|lgpd|art(icle|ikel|\.)? ?(15|17))\b|data protection (law|act)|datenschutz-?grundverordnung", Options)]
    private static partial Regex DataLaw();

    [GeneratedRegex(
        @"delet|eras|remov|forget|withdraw|object to|a copy|lösch|widerruf|auskunft|supprim|effac|retir|borr|elimin|suprim|cancell|apag|exclu|revog|verwijder|wis |inzage|usun|skasow|wgląd|削除|开示|删除",
        Options)]
    private static partial Regex DataWish();
}
