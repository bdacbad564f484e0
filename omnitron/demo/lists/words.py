"""What people and shops write: notes, what they ask for, discounts, contracts."""

GIFT_NOTES = {
    "tr": "İyi ki doğdun!;Yeni yuvanız hayırlı olsun.;Sevgiyle, halan;Nice mutlu yıllara",
    "pt": "Parabéns, vó Conceição!;Feliz aniversário!;Com carinho, da família toda;"
    "Boas festas e muita saúde",
    "de": "Alles Gute zum Geburtstag!;Zum Einzug viel Freude.;Herzliche Grüße aus Görlitz",
    "en": "Happy birthday, love from all of us;Congratulations on the new home;With thanks",
    "fr": "Joyeux anniversaire !;Félicitations pour la crémaillère;Avec toute mon affection",
    "ja": "お誕生日おめでとうございます;いつもありがとう;Otanjobi omedeto!",
    "ar": "كل عام وأنتم بخير;Mabrook, from the whole family",
}

ORDER_NOTES = {
    "tr": "Kapıcıya bırakabilirsiniz.;Lütfen zili çalmayın, bebek uyuyor.;Fatura şirket adına.",
    "pt": "Entregar na portaria.;Tocar a campainha duas vezes.;Prédio sem elevador.",
    "de": "Bitte beim Nachbarn abgeben.;Klingel ist defekt, bitte anrufen.",
    "en": "Leave with the neighbour at 12.;Please ring twice.;Gate code 4471.",
    "fr": "Laisser chez la gardienne.;Interphone en panne, merci d'appeler.",
    "ja": "宅配ボックスに入れてください;Please leave at the delivery box.",
    "ar": "اتصل قبل الوصول;Call before arriving, please.",
}

LOG_NOTES = (
    "The customer called: prefers delivery after 18:00.;"
    "Address confirmed by e-mail.;"
    "The customer asks for an invoice on the company's name.;"
    "The carrier was asked where the parcel is.;"
    "Promised an answer until tomorrow noon.;"
    "The customer was told about the delay and will wait."
)

# What customers write about a request, by its type.
REQUESTS = {
    "cancel": "Yanlış bedeni seçmişim, lütfen iptal edin.;Comprei duas vezes sem querer.;"
    "Please cancel, it arrives too late for the party.;Ich habe es woanders bekommen.",
    "refund": "Kolları uzun geldi, iade etmek istiyorum.;Chegou com a tela riscada.;"
    "The colour is not the one in the picture.;Der Reißverschluss klemmt.",
}
REJECTIONS = (
    "The fourteen days to withdraw are over.;"
    "The label was cut off and the item was worn.;"
    "The customer called: keeps it after all.;"
    "Damaged by the customer, photos are in the file."
)

# Code, name, per cent of the goods.
DISCOUNTS = (
    ("WELCOME10", "Welcome", 10),
    ("BLACK20", "Black Friday", 20),
    ("SUMMER15", "Summer sale", 15),
    ("BASKET5", "Full basket", 5),
    ("", "Loyalty club", 7),
)

# Kind: language: title and text; {number} is the order's.
CONTRACTS = {
    "distance_sales": {
        "tr": (
            "Mesafeli satış sözleşmesi",
            "{number} numaralı siparişe ilişkin bu sözleşme, alıcı ile satıcı arasında mesafeli"
            " olarak kurulmuştur. Alıcı, ürünleri teslim aldıktan sonra on dört gün içinde"
            " cayma hakkını kullanabilir. Bedel, cayma bildiriminden sonra on dört gün içinde"
            " aynı ödeme aracıyla iade edilir.",
        ),
        "en": (
            "Distance sales contract",
            "This contract for order {number} was concluded at a distance between buyer and"
            " seller. The buyer may withdraw within fourteen days of receiving the goods. The"
            " price is then returned within fourteen days by the same means of payment.",
        ),
    },
    "preliminary_information": {
        "tr": (
            "Ön bilgilendirme formu",
            "{number} numaralı siparişin ürünleri, vergiler dâhil toplam bedeli, teslimat"
            " koşulları ve cayma hakkı siparişten önce alıcıya bildirilmiştir.",
        ),
        "en": (
            "Preliminary information form",
            "Before placing order {number} the buyer was told of the goods, their full price"
            " with taxes, the terms of delivery and the right of withdrawal.",
        ),
    },
}
