"""First and last names by locale, common ones first; `shown/latin` where e-mails need both."""

FIRST = {
    "tr": """Elif Mehmet Zeynep Mustafa Ayşe Ahmet Fatma Ali Emine Hüseyin Hatice Yusuf Merve
        Emre Büşra Burak Esra Murat Özlem Kemal Şebnem Umut Gökçe Ömer Deniz Cem Tuğçe Onur
        Sibel Serkan Çağla Barış Gül Volkan İpek Tolga Derya Kaan Selin Ozan Müge Ufuk Pınar
        Yiğit Nazlı Ege Gözde Doruk Işıl Bora Aslı Arda Çiğdem Eren Şule Koray Ülkü Orçun İdil
        Rüzgâr Tomris Alpagut""",
    "pt": """Maria João Ana José Beatriz Pedro Letícia Lucas Juliana Gabriel Camila Matheus
        Fernanda Rafael Larissa Gustavo Mariana Felipe Bruna Thiago Amanda Rodrigo Luíza Bruno
        Débora Vinícius Inês Otávio Fátima André Antônia Caio Noêmia Estêvão Márcia Célio
        Tainá Luís Zuleide Raí Yasmin Davi Heloísa Joaquim Cecília Murilo Íris Benício Aurora
        Anderson Conceição Valdir Jussara Ubiratan""",
    "de": """Anna Michael Laura Thomas Julia Stefan Sarah Andreas Lena Christian Katharina
        Daniel Lisa Martin Sophie Markus Hannah Sebastian Marie Tobias Jana Florian Nina Jan
        Franziska Philipp Miriam Jürgen Käthe Jonas Birgit Björn Greta Lukas Ulrike Matthias
        Heike Felix Frieda Günther Ilse Jörg Mechthild Lüder""",
    "en": """Olivia James Emily Oliver Sophie Jack Grace Thomas Charlotte William Lucy George
        Hannah Harry Alice Daniel Chloe Samuel Megan Benjamin Isla Edward Freya Callum Niamh
        Rhys Eleanor Finlay Imogen Alistair Poppy Rory Beatrice Angus Maeve Dougal Ottoline
        Peregrine""",
    "fr": """Marie Jean Camille Nicolas Léa Thomas Manon Julien Chloé Antoine Sarah Pierre Inès
        Maxime Élodie François Juliette Hugo Céline Mathieu Anaïs Étienne Margaux Loïc Hélène
        Benoît Noémie Gaël Aurélie Rémi Agnès Cédric Solène Théophile Maëlys Anatole Aliénor""",
    "ja": """Yui Haruto Sakura Ren Aoi Sota Hina Yuto Mei Riku Yuna Hiroshi Akari Takumi Keiko
        Kenji Naoko Daisuke Emi Satoshi Haruka Kazuki Chiyo Jiro Michiko Shinji Fumiko Tetsuya
        Ayame Isamu""",
    "kanji": """陽菜/Hina 翔太/Shota 美咲/Misaki 蓮/Ren 結衣/Yui 大輝/Daiki 葵/Aoi 健太/Kenta
        さくら/Sakura 拓海/Takumi 千尋/Chihiro 直樹/Naoki 恵子/Keiko 修/Osamu 文子/Fumiko""",
    "ar": """Mohammed Fatima Ahmed Noura Abdullah Maryam Yousef Sara Khaled Hessa Ali Aisha
        Faisal Dalal Hamad Shaikha Omar Latifa Nasser Reem Salem Munira Bader Lulwa Meshari
        Ghadeer Talal Wadha Fahad Anoud""",
    "arabic": """محمد/Mohammed فاطمة/Fatima أحمد/Ahmed نورة/Noura عبدالله/Abdullah مريم/Maryam
        يوسف/Yousef سارة/Sara خالد/Khaled حصة/Hessa علي/Ali عائشة/Aisha فيصل/Faisal دلال/Dalal""",
}

LAST = {
    "tr": """Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan
        Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğan Acar Güneş
        Taş Bulut Tekin Işık Aksoy Ünal Avcı Güler Yavuz Tunç Sarı Bozkurt Duman Gül Karaağaç
        Çelikkol Başaran Dağdelen Ertürk Hızır İnce Kızılırmak Özgür Pamuk Soysal Tuğrul Uçar
        Ülgen Vardar Yörük Zorlu Çavuşgil Ağaoğulları""",
    "pt": """Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa
        Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa Rocha Dias
        Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves
        Teixeira Araújo Corrêa Nóbrega Assunção Guimarães Magalhães Conceição Leitão Brandão
        Quintão Falcão Serrão Pimentel Antunes Portugal Sá Beltrão Cavalcânti Xavantes""",
    "de": """Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer
        Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann
        Hartmann Lange Schmitt Werner Krause Lehmann Köhler Maier Böhm Groß Jäger Weiß Günther
        Fuhrmann Lüdtke Süßmilch Zschocke""",
    "en": """Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson
        Evans Walker White Roberts Green Hall Wood Jackson Clarke Hughes Edwards Turner Cooper
        Ward Morris Baker Harrison Morgan Fletcher Murphy O'Brien MacLeod Pemberton
        Fotheringham Quarrington""",
    "fr": """Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent
        Lefebvre Michel Garcia Bertrand Roux Fournier Girard Bonnet Dupont Lambert Fontaine
        Rousseau Chevalier Gauthier Lévêque Besançon Péchard Beauvilliers""",
    "ja": """Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida
        Yamada Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda
        Hashimoto Fujita Okada Hasegawa Kuroki Tsukishima""",
    "kanji": """佐藤/Sato 鈴木/Suzuki 高橋/Takahashi 田中/Tanaka 渡辺/Watanabe 伊藤/Ito
        山本/Yamamoto 中村/Nakamura 小林/Kobayashi 加藤/Kato 吉田/Yoshida 山口/Yamaguchi
        松本/Matsumoto 清水/Shimizu 長谷川/Hasegawa 月島/Tsukishima""",
    "ar": """Al-Mutairi Al-Ajmi Al-Rashidi Al-Enezi Al-Azmi Al-Shammari Al-Dosari Al-Otaibi
        Al-Failakawi Al-Kandari Al-Fadhli Al-Awadhi Al-Hajri Al-Qattan Al-Sabti Al-Bahar
        Al-Mulla Al-Rumaidhi Al-Tarkait""",
    "arabic": """المطيري/Al-Mutairi العجمي/Al-Ajmi الرشيدي/Al-Rashidi العنزي/Al-Enezi
        العازمي/Al-Azmi الشمري/Al-Shammari الدوسري/Al-Dosari الكندري/Al-Kandari
        الفضلي/Al-Fadhli القطان/Al-Qattan""",
}

# A handful in a hundred thousand: what a search for somebody unusual must find at once.
RARE_LAST = "Zyskandar Przybylski Nguema Vasquinho Öngörenler Ximenes Thorvaldsen Aytekingil"
