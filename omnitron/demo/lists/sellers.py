"""Names of shops by country of the marketplace: two words make one."""

SELLERS = {
    "TR": (
        "Anadolu;Ege;Boğaz;Çınar;Lale;Yıldız;Pera;Kapadokya;Zeytin;Mavi;Safran;Toros;Marmara;"
        "Nergis;Kuzey;Güneş;Ihlamur;Defne;Karaca;Sedef;Turkuaz;Menekşe;Badem;Kardelen;Poyraz",
        "Tekstil;Ev;Moda;Mutfak;Çarşı;Atölye;Pazarı;Konsept;Butik;Dükkân;Spor;Bebek;Aydınlatma;"
        "Seramik;Deri;Elektronik;Oyuncak;Kozmetik;Halı;Mobilya;Çeyiz;Hediyelik;Bakır;Outdoor;"
        "Kırtasiye;Takı;Bahçe;Ofis;Çanta;Ayakkabı;Saat;Kitap;Züccaciye;Tasarım;Ahşap",
    ),
    "BR": (
        "Casa;Ateliê;Loja;Empório;Armazém;Cantinho;Mundo;Ponto;Feira;Oficina;Galeria;Estação;"
        "Vila;Recanto;Espaço;Bazar;Reino;Jardim;Porto;Mercado;Toca;Quintal;Varanda;Estúdio",
        "Aurora;Çınar;Ipê;Mineira;Carioca;Paulista;Boa Vista;Bela;Primavera;Amazônia;Nordeste;"
        "do Sul;Esperança;Horizonte;São Bento;Guanabara;Serrana;Tropical;Imperial;Moderna;"
        "da Praia;Nova Era;Santa Clara;Pantanal;Alvorada;das Flores;Bom Preço;Jequitibá;Ouro;"
        "Conceição;Capixaba;Maré Alta;Sertão;Jangada;Araucária",
    ),
    "EU": (
        "Nordlicht;Maison;Harbour;Atelier;Lindenhof;Fjord;Petit;Old Town;Kleine;Bonne;Rhein;"
        "Highland;Grande;Blaue;Copper;Belle;Alster;Meadow;Vieux;Isar;Juniper;Lavande",
        "Werkstatt;Lavande;& Sons;Home;Manufaktur;Living;Mercerie;Outfitters;Keramik;Trading;"
        "Textil;Kitchen;Studio;Lights;Kontor;Provisions;Jardin;Goods;Leder;Papeterie;Toys;"
        "Supply;Garten;Linen;Design;Cycles;Optik;Bagages;Handel;Craft;Spielwaren;Wool",
    ),
    "KW": (
        "Al Noor;Dana;Gulf;Salmiya;Liwan;Sadu;Falak;Marina;Boodai;Oud;Pearl;Bayt",
        "Trading;Boutique;Perfumes;Home;Gallery;Fashion;Electronics;Gifts;Kids;Carpets;Sports;"
        "Living;Abaya House;Kitchen",
    ),
}
